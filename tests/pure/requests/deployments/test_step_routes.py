"""Every action of the deployment machines has a route, or is named here with the one it has."""

from typing import get_args

from sar.requests.deployments.routes import PlainStep
from sar.requests.state_tables import DEPLOYMENT, SHIP
from sar.requests.words import DeploymentAction as Action

BY_A_ROUTE_OF_ITS_OWN = {
    Action.DIVERT,
    Action.CONSENT_DIVERT,
    Action.DECLINE_DIVERT,
    Action.WITHDRAW_DIVERT,
    Action.EXTEND,
}


def test_every_action_of_the_machines_can_be_asked_for() -> None:
    of_machines = {action for machine in (DEPLOYMENT, SHIP) for _, action in machine}
    assert of_machines - set(get_args(PlainStep)) == {*BY_A_ROUTE_OF_ITS_OWN, Action.CASE_CLOSED}
    assert set(get_args(PlainStep)) <= of_machines
