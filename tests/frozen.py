"""The words that never change, as literal lists: they are in the hash-chained record, in rows, in
the job queue and in the programs of other parties.

A word may be added here; none may be taken away or spelt another way.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _lists(text: str) -> dict[str, frozenset[str]]:
    """`name: word word …`, one a line; lines that are set in further continue the one before."""
    lines = text.replace("\n        ", " ").strip().splitlines()
    return {name.strip(): _words(words) for name, words in (line.split(":") for line in lines)}


FACTS = _lists("""
    AcknowledgementOverdue: centre
    ActedAsCoordinator: centre decision who
    ActingSeen: count who
    AgreementDrafted: parties version
    AgreementEnded: parties reason version
    AgreementEnteredIntoForce: parties version
    AgreementNoticeGiven: ends_at parties party reason version whole
    AgreementNoticeTakenBack: parties party version
    AgreementProposed: parties version
    AgreementResumed: parties party version
    AgreementSigned: parties party version
    AgreementSuspended: parties party reason version
    AlarmsRestored: party
    AlarmsSilenced: party reason until
    AnswerLinkCodeMade: centre
    AnswerLinkLocked: centre tries
    AnswerLinkMade: centre until
    AnswerLinkOpened: centre
    AnswerLinkWithdrawn: centre
    AlertFailed: again centre of_centre place reason way
    AlertGivenUp: centre of_centre place reason way
    AlertSent: centre of_centre place way
    AnswerHastened: awaited centre
    AnswerOverdue: centre
    AnsweredByLink: answer centre function said
    ArrivalExpected: at
    ArrivalMoved: at was
    ArrivalUnknown:
    AssessedAlone: minutes phase
    AssessmentOverdue: due why
    AssessmentSeconded: function phase
    AssetChanged: fields
    AssetRegistered:
    AssetRetired:
    AssetTypeAdded: name
    AssetTypeRefined: name
    AssetTypeWithdrawn: name
    AssetsImported: count
    AssistanceEntryStated: civil dated_on military note source state
    AssistanceEntryWithdrawn: reason
    AuthoritySilent: confirmed minutes name tasked
    CallNotNeeded: centre note
    CallUnanswered: centre note tried_at
    CapabilityAdded: name
    CapabilityRefined: name
    CapabilityWithdrawn: name
    CaseAlertFailed: again centre matter of_centre place reason way
    CaseAlertGivenUp: centre matter of_centre place reason way
    CaseAlertSent: centre matter of_centre place way
    CaseContactsExhausted: centre matter tried
    CaseClosedAs: other reason
    CaseKeptFrom: party reason
    CaseKeptFromNoMore: party reason
    CaseTakenUp: centre matter who
    CentreAdded:
    CentreChanged:
    CentreContactsChanged:
    CentreRestored:
    CentreRetired:
    CentreToldByVoice: centre function said time
    ClausesConflict: count named parties version
    ClausesNotCompared: count parties version
    ClosedAsAlone: minutes name
    ClosedAsSeconded: function name
    ClosingLapsed: minutes
    ClosingWithdrawn:
    ConditionMet: article case grantee incident_id lead phase situation version
    CoastNear: land position seen way
    ContactsExhausted: centre tried
    CoordinationAccepted: from_centre office to_centre
    CoordinationDeclined: from_centre office reason to_centre
    CoordinationProposed: from_centre office reason to_centre
    CoordinationWithdrawn: from_centre office reason to_centre
    CriteriaHeard: answers party phase suggestion text
    DatumSet: position reason uncertainty_nm
    DeadTransferred: dead note to
    DeploymentDiverted: from_incident reason to_incident
    DeploymentStepped: aboard action happened_at note persons place state
    DistressHeard: by centre where
    DistressHeardAgain: where
    DistressReportDismissed: centre reason
    DistressReportTaken: centre
    DistressTold: by centre source where
    DistressToldAgain: by centre source where
    DistressTakenUp: centre
    DistressPassedOn: by centre reason
    DistressAlertSent: centre of_centre place way
    DistressAlertFailed: again centre of_centre place reason way
    DistressAlertGivenUp: centre of_centre place reason way
    DistressContactsExhausted: centre tried
    DistressAssessed: answers made_by phase reason suggestion text
    EntryAcknowledged: party territory
    EntryAcknowledgementOverdue: centre party territory
    EntryAlertFailed: again centre of_centre party place reason territory way
    EntryAlertGivenUp: centre of_centre party place reason territory way
    EntryAlertSent: centre of_centre party place territory way
    EntryAnswerClaimed: answer claimed_by claimed_by_centre function late party said territory until
    EntryAnswerOverdue: centre party territory
    EntryAnsweredByLink: answer function party said territory until
    EntryAnsweredByVoice: answer function late party said territory until
    EntryAsked: centre details party reference territory
    EntryAuthorityNamed: function numbers
    EntryCallNotNeeded: note party territory
    EntryCallUnanswered: note party territory tried_at
    EntryContactsExhausted: centre party territory tried
    EntryFellAway: party reference territory
    EntryGranted: conditions party territory until
    EntryLapsed: party territory
    EntryLinkCodeMade: party territory
    EntryLinkLocked: party territory tries
    EntryLinkMade: party territory until
    EntryLinkOpened: party territory
    EntryLinkWithdrawn: party territory
    EntryNotified: centre details party reference territory
    EntryObjected: party reason territory
    EntryPhaseChanged: awaited party phase territory was
    EntryRefused: party reason territory
    EntryWithdrawn: party reason territory
    FocalPointNamed: office
    FoundByOthers: by counts entry happened_at place source
    FoundByOthersCorrected: before by counts entry happened_at place reason source
    FuelPointAdded: party
    FuelPointChanged: fields party
    FuelPointWithdrawn: party reason
    HailUnanswered: incident minutes
    CheckInOverdue: at
    UnitHeardAgain:
    UnitSilent: at
    HandoverConfirmed: facts
    HandoverUnconfirmed: calls centre facts minutes
    HelpRefused: duty source
    HelpWanted: source
    InTimeAgain: at
    IncidentChanged: fields told
    IncidentClosed: reason
    IncidentLinked: by other reason
    IncidentOpened: phase title
    IncidentReopened: reason
    IncidentSuspended: circumstances reason
    IncidentUnlinked: by other reason
    KeyCreated:
    KeyRevoked:
    LeadClaimed: channel claimed_by claimed_by_centre from_centre function heard holder office time
        to_centre
    LeadUnreached: centre matter tried
    LimitDeclared: deposit deposited_on kind party
    LimitWithdrawn: kind party reason
    LimitsComplete: complete
    LinkDeclined: by other reason
    LinkProposed: by other reason
    LinkWithdrawn: by other reason
    LookAgainDue: due
    LookedAgain: again reason
    LogWritten: happened_at own text
    LostListOverdue: call counts hours
    LostListTaken: authority channel counts function time
    NoAbleUnit: reason
    NobodyTasked: minutes
    NotAllHaveRoom: unknown
    NothingAsked: lacking may_come unknown
    NothingWritten: minutes since
    OfferAccepted: fills_request items party
    OfferConfirmed: party
    OfferDeclined: party reason
    OfferExpired: party
    OfferMade: items party state
    OfferUndecided: minutes party
    OfferWithdrawn: party reason
    OnBoardTold: now reason source was
    OtherAuthorityHasIt: contact function heard name others source unit
    OtherAuthorityLeft: heard name others source
    OtherAuthorityUnitComes: comes contact function heard name others source unit
    OtherAuthorityUnitGone: contact function gone heard name others source unit
    Overdue: was
    PartyAdded:
    PartyChanged:
    PartyJoined:
    PasswordChanged:
    PersonAdded:
    PersonChanged:
    PersonDisabled:
    PeopleCalled: called_at function next_call outcome
    PersonsTransferred: note persons to
    PhaseChanged: phase reason was
    PictureChanged:
    PositionBelieved: of_at reason
    PositionDisbelieved: of_at reason
    PositionReported: position seen_at source
    ProgressUnknown: minutes name
    ProposalAlertFailed: again centre of_centre office place reason way
    ProposalAlertGivenUp: centre of_centre office place reason way
    ProposalAlertSent: centre of_centre office place way
    ProposalContactsExhausted: centre office tried
    ProposalUnanswered: from_centre holder minutes office to_centre
    ReadinessChanged: readiness reason
    RecordErased: reason said_at seal what
    RegionsReached: regions told
    RequestAcknowledged: centre
    RequestAmended: reason
    RequestCancelled: reason
    RequestClosed: reason
    RequestDeclined: centre reason
    RequestDrafted:
    RequestOpened: centres
    RoomLeft: left
    RunsLate: at due misses
    SendingAwayAsked: doing left name reason
    SendingAwayLapsed: minutes name
    FewerAlone: minutes now was
    FewerSeconded: function now was
    SentAwayAlone: minutes name
    SentAwaySeconded: function name
    SharingResumed: parties party version
    SharingSuspended: from_at parties party reason version
    ShipDoubtEnded: party reason
    ShipDoubted: reason
    ShipHailed: by incident lead
    ShipReported:
    ShipWithdrawn: reason
    ShipsAsked: asked_at heard whom
    SitrepIssued: number originator to
    SmcHeard: centre function heard time
    SmcSilent: centre minutes
    SmcTakenBack: centre lead reason
    SmcTakenByVoice: centre channel function heard time
    SoonestUntasked: minutes name whose
    SuggestionUnanswered: minutes phase
    SuspendingAsked: ground reason unaccounted
    SuspendingLapsed: minutes
    TowEnded: happened_at reason source unit
    TowTold: aboard happened_at hazard reason source unit
    UncountedTransferred: note to
    UnitSentAway: doing left name reason
    VoiceAnswerClaimed: answer centre claimed_by claimed_by_centre function late said
    VoiceAnswerRecorded: answer centre function late said
    VoyageTold: told
    WatchActsSet: allowed
    WatchTakenOver: from_whom name note read_to
""")
"""The facts of the record, and the fields that each tells beside `id` and `about`."""

ENTRY = {
    "entry": _words("about at by changes exercise facts number proof resync sentence type"),
    "by": _words("centre party who"),
    "about": _words("id reference thing"),
    "change": _words("id thing value"),
    "proof": _words("digest hash salt"),
}
"""The keys of an entry as its readers get it; its digest is over all but `number`, `resync` and
`proof`.
`who` is in the entries of the reader's own party alone."""

ERASED = "Erased"
"""The type of an entry whose payload was erased."""

THINGS = _words("""
    agreement asset centre clearance deployment fuel_point incident limit muting offer party
    request ship distress_report
""")
"""The kinds of thing that a party's picture is made of."""

JOBS = _lists("""
    agreements.note_terms: version_id
    agreements.settle: agreement_id
    agreements.weigh_conflicts: agreement_id version_id
    alerts.climb: escalation_id
    incidents.assessed_alone: assessment_id incident_id
    incidents.assessment_overdue: due_at incident_id
    incidents.coast: incident_id
    incidents.coast_near: incident_id warn_at
    incidents.handover_unconfirmed: handed_over_at incident_id
    incidents.lead_unheard: incident_id since
    incidents.look_again: due_at incident_id
    incidents.lost_list_overdue: due_at incident_id
    incidents.no_progress: due_at incident_id
    incidents.nobody_tasked: at_once due_at incident_id
    incidents.nothing_asked: incident_id look_at
    incidents.nothing_written: incident_id look_at
    incidents.phase_changed: incident_id
    incidents.phase_raised: incident_id
    incidents.proposal_unanswered: incident_id proposal_id
    incidents.regions: incident_id look_at
    incidents.show_cell: incident_id
    incidents.smc_silent: due_at incident_id
    incidents.suggestion_unanswered: incident_id since
    requests.acknowledgement_overdue: addressee_id
    requests.answer_overdue: addressee_id
    requests.entry_follows_phase: clearance_id
    requests.entry_lapsed: clearance_id
    requests.entry_unread: clearance_id
    requests.entry_unsaid: clearance_id
    requests.expire_offer: offer_id
    requests.hail_follows_phase: deployment_id
    requests.hail_unanswered: deployment_id
    requests.help_follows_phase: addressee_id
    requests.muting_over: muting_id
    requests.offer_undecided: offer_id
    requests.share_position: asset_id incident_id
""")
"""The jobs of the queue and their arguments: one that waits there runs on the next release."""

TASK = "sar:run"
"""The one task of the job library that runs them all."""

TASKS = frozenset({TASK, "sar:displacements", "sar:prune", "sar:silent_ships", "sar:track_days"})
"""All tasks of the job library: that one, and those that come round by the clock."""

VOCABULARIES = _lists("""
    a distress report's means: ais_epirb ais_mob ais_sart ais_ship dsc free_text sit_185 sitrep
    way by which a text of distress came: dsc_receiver email fax other telex voice
    reason why a report rings there: last_known no_centre_joined no_position position
    state of a line of a text: noted read unread
    a distress report's state: dismissed joined opened waiting
    a language's direction: ltr rtl
    a language's manner: absent alone beneath
    a language's use: page problem text
    language of texts: ar en es fr pt
    reason why a text has no second language: english_only english_spoken no_catalogue not_reviewed
    act: administer coordinate feed negotiate read register watch
    acting as coordinator: accept_lead accept_offer close decline_lead decline_offer divert
        propose_lead release send_own stand_down suspend withdraw_diversion withdraw_lead
    distress report's ending: beacon_ceased cancelled false_alert no_distress
    distress report's form: dsc free_text sit_185 sitrep
    distress report's kind: acknowledgement alert notification other_call relay report
    nature of distress: abandoning collision disabled_adrift epirb fire flooding grounding listing
        man_overboard piracy sinking undesignated
    side of a Doppler position: A B
    agreement action: end propose resume resume_sharing sign suspend_sharing take_back_notice
    alert's channel: email push sms webhook
    alert's failure: contact_gone contact_unmarked no_answer not_allowed not_configured
        not_reached refused way_refused
    why nobody can be asked next: authority_left no_place nobody_left
    contradiction in the numbers on board: more_alone_than_children more_counted_than_most
    beginning of a time on scene: arrived not_told there_then
    contradiction in what is told of a unit: earlier_work more_dead_than_aboard
        more_than_aboard not_there out_of_order
    who is asked about a craft: ais lrit ships vms
    alarm of a case: acted authority_silent below hail_unanswered handed_over help_gone
        lead_unheard lead_unreached list_owed look_again offer_waits region smc_silent
        suspended_news unassessed uncovered unit_silent untasked unwritten
    alert's matter: case clearance coordination request signal
    alert's state: failed given_up handed_over not_needed waiting
    alert's turn: acknowledge answer
    alerts leave: failing leaving no_way no_worker
    answer of a sheet: no not_known yes
    answer by a link: acknowledged declined granted offered refused
    answer of a centre: acknowledge decline offer
    answer to a proposal: accept decline withdraw
    authentic text: arrangement memorandum treaty
    binding of an instrument: all guidance one
    assessment due by: criteria help_gone help_refused interval opened other_authority people
        phase_set position reopened tow unit_left weather
    capability: ais boats deice direction_finder divers drops_rafts dual_hoist firefighting
        flight_deck flir high_freeboard hoist ice interpreting lee low_freeboard mass_rescue
        medical night phone_locator pump radar rafts refuels_in_flight search_dogs search_planning
        self_righting training urban_search
    first need of a case: pollution reach search take_aboard tow
    clearance action: acknowledge grant lapse refuse supersede withdraw
    clock: acknowledge acknowledge_entry answer clearance conditions referral
    cost rule: full marginal own
    craft at a fuel point: aeroplane helicopter vessel
    criterion: adrift asks_for_other_help asks_for_rescue bad_weather below_deck
        children_or_pregnant dead_aboard inquiries_failed listing no_able_crew no_equipment
        no_life_jackets not_seaworthy overloaded short_of_supplies urgent_medical
        wider_inquiries_failed
    doubt of a position: circle frozen future old on_land sentinel teleport two_tracks
    emergency phase: alert distress uncertainty
    how a strait was read: from_memory house_reading read
    note on a unit that enters: military_passes state_aircraft uncrewed
    regime of a strait: convention innocent open_route sea_lanes transit
    asked of vessels that assist: notice request
    entry mode: notify pre_cleared prohibited request
    ground of a need: adrift aircraft attended distress in_water no_position old_position on_land
        patient phase pollution survival_craft vague_position wreckage
    ground of a suspension: darkness fuel hope_passed units_called_away weather
    ground of a suggestion: asks_for_rescue dead_aboard help_gone left_distress
        not_heard_of overloaded
        overloaded_and_more two_or_more urgent_medical weather_and_not_known
    fact of a handover: call_back craft life_jackets medical on_board phase places position requests
        ships units weather
    help that is gone: late turned_back unable
    incident action: answer assess change close link log propose reclassify reopen report_position
        look_again set_datum suspend tell_lost tell_people tell_smc
    incident awareness: coarse full none
    involvement: addressed asked_to_coordinate deployed leads offering opened region
    fuel: avgas jet_a1 marine_gas_oil petrol
    form of an asset: commercial_vessel fixed_wing goods people rescue_vessel rotary_wing
    how an answer came: link voice
    hull of a vessel: displacement planing
    how a link stands: code open other_device
    kind of people: age_0_4 age_12_14 age_15_17 age_18_59 age_5_11 age_60_up alone children female
        male maybe_a_child pregnant urgent_medical
    kind of asset: aircraft equipment expertise team uncrewed vessel
    kind of asset that a clause names: aeroplane aircraft equipment expertise helicopter team
        uncrewed vessel
    kind of a limit: archipelagic_waters eez fir internal_waters island territorial_sea
    line of what a link asks: armed basis contact coordinates crew details due enters entry heights
        landing liaison message need people phase position prejudice purpose radio registration
        sensors service stays tracks transponder unit weather what
    matter of a link: clearance request
    offer action: accept confirm decline expire withdraw
    office: aco osc smc
    outcome of a call: no_answer not_needed
    outcome of a code: accepted locked not_spoken other_device wrong
    owed for work: by_account by_rate nothing
    readiness: available limited maintenance unavailable
    request action: amend cancel close fill open uncover
    outcome of a message of mail: automatic distress in_part nobodys positions says_test too_many
        unknown_sender unread
    role: admin coordinator feed negotiator observer registrar watch_officer
    role of the database: sar_app sar_owner sar_system
    side: State addressee lead offerer owner platform requester
    situation: aeronautical border_emergency capacity_building land maritime mass_rescue
        medical_evacuation natural_disaster pollution
    subject of a clause: clearances clocks command costs crew_status data_use
        fuel_points incident_awareness liability may_request visibility
    source of a datum: drift given
    source of a type: computed sourced unverified
    state of a clearance: acknowledged asked granted lapsed noted notified refused superseded
        withdrawn
    state of a deployment: committed delivered diverted embarked hailed loaded mobilising
        on_scene proceeding recalled refuelling released returned returning stood_down unable
        underway
    state of a link: accepted proposed
    state of a proposal: accepted declined proposed withdrawn
    state of a request: cancelled closed draft filled open
    state of a version: draft ended in_force proposed suspended
    state of an answer: acknowledged declined offered sent
    state of an incident: closed open suspended
    state of an offer: accepted declined expired offered provisional withdrawn
    step of a deployment: arrive call-away case-closed consent-divert decline-divert deliver depart
        divert embark extend get-underway load lose-carrier mobilise proceed recall receive refuel
        release resume return returned stand-down transfer unable uncount withdraw-divert
        back-in-water born died found-dead headcount heard promise
    sign of a unit that is overdue: check_in silent
    suggestion: alert distress medevac none
    text: aco all-well call-script mayday-relay medevac offer osc relay-cancelled request
        sitrep-full sitrep-short tmas
    form of a report: full short
    why a report is due: coordinator ended first hour on_board on_scene phase
    service of a unit: civil military state
    sensor of concern: infrared mapping_radar photography signals
    time that is missed: need promise
    touch of a region: circle drift holds port reported route
    unit of a need: assets persons
    unit of another authority comes: another back sails_again
    end of a grant: named none not_told
    verdict: after_notice allowed entry_to_be_asked hail may_be_asked not_available
        not_permitted not_suited
    visibility: existence none position readiness
    whose waters by: approximate beyond declared not_determined
    whom an instrument binds: both guidance neither not_stated one
    whose ETA: given reckoned
    why a unit is sent away: crew_in_danger defect fuel lands master_leaves other relieved
        second_distress unfit
    why not acting as coordinator: coordinator_signed_in no_case not_allowed not_in_distress
        not_watch_officer
    why a unit does not recover: beyond_sea_state by_day_only no_means
    status of navigation: aground at_anchor constrained_by_draught fishing moored
        not_under_command restricted sailing towing under_way
    why no time is expected: arrived entry_refused no_carrier no_place no_scene no_speed no_way
        not_caught overdue way_not_known with_carrier
    why ready or not: available back_by_then lapsed limited maintenance not_confirmed
        not_known unavailable
""")
"""The values of each closed vocabulary that rows hold or clients are told."""

CHOICES = _lists("""
    reason why no position is told as of an instant: none_yet not_kept
    standing of a case at an instant: gone known not_yet unsure
    channel of a contact: aftn email fax mf_hf other push satellite sms telephone vhf webhook
    fault of a feed: automatic checksum nobodys_number not_a_sentence repeated says_test too_long
        too_many_in_distress unfinished unknown_sender unreadable wrong_time
    form of a feed: ais aircraft mail naf sbs
    form of map tiles: pmtiles raster
    kind of a vessel off the air: cargo fishing leisure other passenger state tanker tug
    format of a snapshot: columns rows
    form in which a case leaves: csv geojson pdf
    form in which a list was read: utf-8 windows-1252 xlsx
    outcome of a delivered position: accepted implausible older placeless refused repeated
    trust in a position: conflicting plausible suspect
    identified thing: asset ship
    picture of a deployment's work: brief full
    picture of an incident: coarse full
    solution of a beacon: A B
    state of a feed: away live not_read quiet
    start of a deployment: commit hail
    use of a page's phrases: exercise real
    type of a geometry: Feature FeatureCollection MultiLineString MultiPolygon Point Polygon
""")
"""All else that the API lets one choose from, or tells apart by."""

COLUMNS = dict(
    line.strip().split(": ")
    for line in """
    addressee.state: state of an answer
    distress_report.means: a distress report's means
    distress_report.state: a distress report's state
    distress_report.ending: distress report's ending
    feed_mail.outcome: outcome of a message of mail
    case_alarm.cause: alarm of a case
    alert.channel: alert's channel
    alert.failure: alert's failure
    alert.state: alert's state
    alert.turn: alert's turn
    alert_way.channel: alert's channel
    escalation.ask_none: why nobody can be asked next
    escalation.matter: alert's matter
    asset.kind: kind of asset
    asset.narrow: kind of asset that a clause names
    asset.readiness: readiness
    asset.service: service of a unit
    clearance.mode: entry mode
    clearance.phase: emergency phase
    clearance.situation: situation
    clearance.state: state of a clearance
    coordination.office: office
    coordination.state: state of a proposal
    datum_change.source: source of a datum
    declared_limit.kind: kind of a limit
    deployment.late: time that is missed
    deployment.state: state of a deployment
    expected_time.why: why no time is expected
    heard_vessel.status: status of navigation
    heard_vessel.doubt: doubt of a position
    heard_vessel.doubted_for: doubt of a position
    heard_vessel_point.doubt: doubt of a position
    deployment_step.from_state: state of a deployment
    deployment_step.to_state: state of a deployment
    fix.doubt: doubt of a position
    fix.doubted_for: doubt of a position
    track_point.doubt: doubt of a position
    incident.phase: emergency phase
    incident.situation: situation
    incident.state: state of an incident
    incident_link.state: state of a link
    need.unit: unit of a need
    occasion.phase: emergency phase
    occasion.situation: situation
    offer.state: state of an offer
    phase_change.phase: emergency phase
    posting.role: role
    request.situation: situation
    request.state: state of a request
    term.visibility: visibility
    version.state: state of a version
    """.strip().splitlines()
)
"""The vocabulary of each column that holds one."""

RETIRED = _words(
    "answered_here before_it_began before_its_last_word before_step cannot_hand_over"
    " cannot_take_over innocent_passage nobody_asked nobody_lost persons_missing pob_parts"
    " pob_range pob_unaccompanied same_party within_immersion_estimate"
)
"""Codes that are not given any more, and never given another meaning."""

CODES = _words("""
    rings_elsewhere rings_there
    report_settled says_test no_sound_position position_not_doubted
    account_closed addressed_already after_immersion_estimate agreement_ended already_exists
    already_hailed already_here already_linked already_proposed already_signed already_there
    altitude_block hailed_in_own_waters hailed_to_work passes_internal_waters
    answered_here area_crosses_antimeridian area_empty area_not_an_array area_not_an_object
    area_not_simple area_position_not_a_number area_position_not_a_pair area_position_not_finite
    area_position_out_of_range area_ring_open area_ring_too_short area_too_many_rings
    area_too_many_vertices area_type area_unknown_member area_without_area ask_centre ask_entry
    asked asked_already assistance_inshore assistance_on_notice assistance_on_request
    assistance_told asset_bound asset_not_ready
    asset_retired asset_twice
    at_a_pole
    available_from back_by_then bad_cursor beacons_number before_it_began before_it_was_asked
    before_it_was_sent before_its_last_word before_step beyond_reach binds_not_one bound
    bound_in_exercise bound_until busy by_air call_away can_be_diverted cannot_hand_over
    cannot_take_over carried
    carrier carrier_stays centre_joined centre_only_listed centre_retired centre_serves
    change_need confirm_readiness
    contact_twice control_character currency_missing
    database_unavailable datum_says daylight divert draft_open
    drift_not_followed drift_reckoned empty empty_window
    ends_before entry_aeronautical entry_by_consent entry_by_request entry_inshore
    entry_internal_waters entry_known_position entry_landing entry_not_covered entry_notify
    entry_pre_cleared entry_prohibited entry_request
    entry_beside_article entry_twice erasure_stays exercise_and_real exercise_installation
    far_from_own_waters faster fault files_busy
    form_not_of_kind max_kn_stays no_such_figure not_an_own_ship only_equipment too_many_types
    type_known type_withdrawn without_means
    another_asset list_type no_identifier not_a_record not_json_or_csv several_assets too_long
    too_short unknown_asset
    figures_contradict fleet_behind from_base hail hail_again half_a_position heard_by_ais
    helicopter
    high_seas icebreaker icing id_taken id_twice identifier_taken imo_check_digit in_the_future
    in_the_past incident_closed incident_or_place incident_says innocent_passage is_the_grantor
    joined_already json_invalid kept_from key_twice landed_uncounted look_again_too_late
    keys_do_not_switch keys_have_no_password kind_not_asked knows_already lacks_capability
    lands_for_fuel
    lapsed linked_kept_from matches_busy
    late_for_need leads_already limited list_overtaken login_taken lone_surrogate maintenance
    maybe_swapped
    merchant_ship method_not_allowed missing missing_column more_faults more_than_aboard
    more_than_on_board muting_over
    named named_and_excluded named_twice naming_excluded need_withdrawn
    night_at_arrival night_not_equipped no_answer no_centre no_datum no_hours no_incident
    no_such_form no_webhook_secret no_wish_to_close
    fewer_there not_linked other_not_open still_tasked two_leads two_winds
    no_open_proposal no_place_known no_role no_route no_speed no_speed_known
    no_such_asset no_such_centre no_such_deployment
    no_such_entry no_such_need no_such_party no_such_range no_such_ship
    no_time_zone no_type_meets_need no_version
    no_way_by_sea nobody_aboard nobody_addressed nobody_asked nobody_lost nobody_outstanding
    nobodys_number none_covers_alone not_a_box
    not_a_number not_a_party not_a_ship_of_opportunity not_a_version not_a_whole_number
    not_addressed not_an_instant not_asked not_awaited not_below not_caught_up not_cleared
    not_confirmed
    not_consistent not_csv not_determined_asked not_determined_told not_distress not_divisible
    not_doubted not_finite not_for_smc not_found not_handed_over not_here
    not_involved not_kept_from not_lead not_minutes not_named not_of_territory not_places
    not_read_further
    not_reporter not_storable not_suspended not_text notice_too_short grants_nothing
    part_ended no_notice ends_at_once
    sharing_suspended not_the_drafter not_the_suspender not_utf8 not_yes_or_no
    not_a_workbook old_workbook workbook_too_large workbook_unread
    not_your_asset not_your_centre not_yours nothing_proposed nothing_stated
    nothing_to_change nothing_to_erase
    notify nul_character offer_expired offer_stands offshore_vessel old_position
    on_land other_incident
    out_of_order out_of_our_time over_itself overtaken own_account own_asset own_centre own_number
    own_party own_party_missing own_territory party_not_joined passes_through patrol_boat
    person_needed
    persons_missing
    persons_unaccounted persons_uncounted persons_undelivered persons_unknown
    place_by place_far place_not_known
    pob_parts
    party_or_word pob_range pob_unaccompanied position_ambiguous position_doubted position_suspect
    position_not_finite position_out_of_range position_unreadable pre_cleared
    proposal_changed proposal_open
    proposals_cross provisional_accepted
    quantity_bound quantity_short readiness_not_shared real_work reason_needed recovers_nobody
    reference_taken registered_already
    refuel refuels_on_the_way refused repeated repeated_column repeated_with_another_body
    reported_by request_over role_missing role_of_machines
    route_too_long said_unable same_case same_deployment
    same_party
    same_phase says_nothing scene_drifts_in sea_ice sea_lanes_passage sea_state_above_limit
    second_coordinator_needed secret_of_webhooks ship_at_work ship_doubted ship_known
    ships_unreleased smc_not_by_voice
    south_above_north special_consent stale_version status_by_ais still_at_work
    survivors_aboard tell_place
    through_passage told_elsewhere too_deep too_large too_many_at_once too_many_claims
    too_many_columns too_many_doubts too_many_fuel_points
    too_many_items too_many_offers_to_party
    too_many_lines too_many_pairs too_many_requests too_many_requests_of_party
    too_many_requests_to_party
    too_many_rows too_many_ships
    too_many_terms too_much_proposed too_slow took_too_long transit_passage
    full_tank_assumed turns_round turns_text unauthenticated unavailable unseen_character
    capability_known capability_withdrawn too_many_capabilities unknown_capability
    unknown_centre unknown_column unknown_type unreadable validity_over version_missing
    fit_not_known stop_not_worked_out too_large_for_stop
    waits_for_drift way_by_sea way_not_worked_out weak_password weather_moderates which_centre
    wind_on_way slowed_by_sea waits_for_reach way_on_lake
    wind_direction_unknown tell_wind_direction
    which_version wind_above_limit window_order window_past window_reversed window_too_long
    within_immersion_estimate without_effect without_icing without_position word_runs_out
    words_needed work_over
    wrong_login
    wrong_number_of_cells wrong_origin wrong_password wrong_state year_out_of_range zone_missing
    answers_here clearance_over link_not_good link_not_open no_answer_link not_asked_for not_sent
    said_too_often says_nothing
    area_too_large date_in_future deposit_empty island_too_wide one_shape place_not_island
    scene_in_zone
    too_many_corners too_many_limits too_many_limits_today too_near_a_pole withdrawn_already
    field_twice heading_gone heading_twice mark_not_alone mark_not_closed no_such_clause
    no_such_field no_such_version not_a_mark not_a_zone not_markdown parties_stay words_outside
    wrong_agreement wrong_clause
    tell_as_agreed
    before_it_was_said end_without_grant two_ends
    heard_by_all nobody_named nothing_asked nothing_offered relay_is_true still_open
""")
"""The codes of problems, of the faults of single fields, and of the reasons and remedies of a
verdict. The codes of faults that Pydantic finds are Pydantic's."""

INDIRECT = _words("""
    busy database_unavailable entry_notify entry_pre_cleared entry_prohibited entry_request
    lapsed maintenance link_not_good more_than_aboard no_such_range not_confirmed pre_cleared
    stale_version
    too_many_at_once too_many_claims too_many_doubts too_many_offers_to_party too_many_requests
    too_many_requests_of_party too_many_requests_to_party too_much_proposed took_too_long
    unavailable version_missing
""")
"""The codes that stand in a table or an enum, or are handed to a base class."""

COMPOSED = _words("""
    not_a_whole_number not_text sea_state_above_limit wind_above_limit
""")
"""The codes that no line of the program spells out whole."""

ASSET_TYPES = _words("""
    E1 E2 E3 E4 F1 F2 F3 F4 F5 F6 F7 F8 F9 H1 H10 H2 H3 H4 H5 H6 H7 H8 H9 M1 M2 M3 M4 M5 S1 S10
    S11 S12 S13 S2 S3 S4 S5 S6 S7 S8 S9 T1 T2 T3 T4 U1 U2 U3 X1 X2 X3 X4
""")
"""The codes of the catalogue's types of assets and ships."""

JSON_KEYS = _lists("""
    distress_report.positions: at doppler error_nm point probability
    distress_report.texts: at source text
    addressee.limits: acknowledge answer house minutes serves source
    addressee.link: expires_at locked_at made_at opened_at
    addressee.voice: answer at claimed_by confirmed_at function late recorded_at said source
    own_asset_type.definition: capabilities d_value_m divisible draught_m figures form hull kind
        limits mass_max_t name notice recovery runway_m source turn_round_minutes unit_class
    asset.overrides: capacity_extreme capacity_normal cruise_kn endurance_h length_m max_kn
        radius_nm range_nm response_kn sea_state_max wind_max_kn
    centre.contacts: channel hours in_exercises language value verified_on
    centre.webhook_secrets: secret value
    clearance.basis: agreement article instrument version waters
    clearance.limits: acknowledge clearance conditions house minutes serves source
    clearance.link: expires_at locked_at made_at opened_at
    clearance.mission: crew duration_minutes heights landing liaison need radio tracks transponder
    clearance.particulars: armed callsign flag hailed icao24 imo mmsi sensors service
    clearance.voice: answer at claimed_by confirmed_at end function late recorded_at said source
        valid_until
    coordination.said_by_voice: at channel claimed_by claimed_by_centre function heard
    deployment.divert_by: identity second
    deployment.doubts: aboard action at before code params persons uncounted
    deployment.headcount: age_0_4 age_12_14 age_15_17 age_18_59 age_5_11 age_60_up alone at children
        counts female male maybe_a_child pregnant source urgent_medical
    deployment.fuel: home_minutes leave_at minutes said_at said_by
    deployment.unheard: due_at heard_at position_at why
    deployment.stints: began from_at fuel_until_at until_at
    deployment.terms: agreement article asset_id dimension requester says term_id version
    expected_time.fuel_stops: after_work from_at fuel_point_id hours_utc minutes name party place
    expected_time.stop: left_from owner place point since
    expected_time.way: corners through
    feed.faults: automatic checksum nobodys_number not_a_sentence repeated says_test too_long
        too_many_in_distress unfinished unknown_sender unreadable wrong_time
    incident.acted: at centre_id decision id party who
    incident.aco: asset_id channel name ship_id since
    incident.altitude_blocks: assigned_to from_ft note to_ft
    incident.assessment: alone answer answers at begun below_since function heard id identity
        left_distress others party reason reason_for second second_due_at source
    incident.closed_as: incident_id
    incident.closed_as_this: alone at case_id function id identity name party reason second
        second_due_at
    incident.asked_to_close: alone at id identity left outcome party reason second second_due_at
        waits
    incident.asked_to_suspend: alone at ground id identity look_again_at most party reason second
        second_due_at told waits wish
    incident.channels: channel note purpose
    incident.coast: about_at at by_drift course_deg position speed_kn told_at warn_at
    incident.conditions: air_c at cloud_base_ft current_kn current_to_deg ice icing sea_state
        sea_state_by_height source visibility_nm water_c wave_height_m wind_from_deg wind_kn
        wind_told_in
    incident.craft: callsign flag mmsi name
    incident.fewer_on_board: alone at id identity least most party reason second second_due_at
        source was
    incident.found_by_others: aboard alive at by dead id party place source
    incident.handover: at by_voice confirmed from_centre_id to_centre_id told
    incident.lost_list: at authority channel dead function least most party searched
    incident.silent_hails: at centre_id work
    incident.silent_units: at centre_id work
    incident.help_gone: at by name owner unit why work
    incident.in_water: since source
    incident.kept_from: at party reason word
    incident.offer_waits: at offer_id
    incident.osc: asset_id channel name ship_id since
    incident.other_authorities: contact_at due_at ended_at ended_why function heard heard_at
        in_distress name overdue_at since source told_at unit unit_comes
    incident.people: aboard back_in_water born counted dead dead_aboard dead_landed delivered
        deployment_id died doubted kind kinds
        name of persons place uncounted uncounted_delivered
    incident.pob: adults children source turned unaccompanied unknown
    incident.refuses_help: since source
    incident.search_areas: area assigned_to coordinates name note pattern type
    incident.sent_away: action alone at deployment_id id identity name need party reason second
        second_due_at sentence to told waits words
    incident.called_people: agreed at function next_at party reached
    incident.smc_by_voice: centre_id channel due_at function heard heard_at recorded_by silent_at
        taken_at
    incident.suspension: ground second told
    incident.told_by_voice: at centre
    incident.source: call_back channel language who
    incident.unasked: look_at since
    incident.untasked: again_at at due_at named no_able reason since
    incident.ships_asked: at heard party sources
    incident.tow: at party persons reason source unit
    incident.lead_unreached: alarms cause centre_id key since
    incident.unwritten: look_at since
    incident.voyage: bound_for last_port left_at port_at source way
    involved.centres: centre_id since
    offer.rests_on: agreement article asset_id dimension requester says term_id version
    party.assistance_entry: civil dated_on military note source state stated_at
    party.entry_authority: function numbers
    party.focal_point: contact office
    party.treaties: instrument status
    ship.doubts: at party reason
    sitrep.told: coordinator on_board on_scene phase state
    term.document: acknowledge acknowledge_entry answer article claim_days clearance clocks command
        conditions contact costs crew_status currency data_use entry excluded_sensors excluded_types
        feeds free_hours fuel_points grantees grantor incident_awareness kinds landing lead_minutes
        liability may_request mode note phases position_delay_minutes position_precision_nm
        rate_per_hour referral rule services situations types unarmed valid_from valid_until
        visibility zone_name
    version.arrangement: clause words
    version.authentic: deposit file_name kind languages sha256
    version.conflicts: count party since
    version.instruments: binds citation party
""")
"""The keys inside each JSONB column, at any depth."""

OPERATIONS = _words("""
    listVesselsOnMap listTellings readIncidentAsOf
    dismissDistressReport joinDistressReport listDistressReports
    passOnDistressReport takeUpDistressReport
    lookAtDistressText openCaseOfDistressReport readDistressReport readDistressTexts tellDistress
    acceptCoordination acceptIncidentLink acceptOffer acknowledgeClearance acknowledgeRequest
    actForCentre addAssetType addCapability addFuelPoint addPerson amendAgreement amendRequest
    askClearance askMatches assessIncident believeShip cancelRequest changeAsset changeAssetType
    changeCapability changeCentre changeFuelPoint changeIncident changeOwnPassword changePerson
    closeIncident closeRequest confirmHandover confirmOffer consentToDiversion correctCount
    countByKind createKey declareLimit declineCoordination declineDiversion declineIncidentLink
    declineOffer declineRequest deliverAssetFixes deliverFixes deliverShipFixes disablePerson
    believePosition doubtPosition
    discardDraft divertDeployment doubtShip draftAgreement drawIncidentChart endAgreement
    endMuting endSmcByVoice exportCase extendDeployment fileRequest giveSecondWord
    grantClearance hailShip hearFromUnit importAssets issueSitrep keepCaseFrom keepCaseFromNoMore
    listAgreements listAssetTypes listAssets listCapabilities listCentres listClearances
    listFeedMail
    listDeployments listExpectedTimes listFeeds listFuelPoints listIncidentOffers listIncidents
    listKeys listLimits listMutings listParties listPeople listReportedPositions listRequestOffers
    listRequests listShips listSitreps listSurvivors listVessels listWithdrawnLimits
    lookAtAnswerLink lookAtCoordinatorActs lookAtPosition lookAtSuspendedSearch makeAnswerCode
    makeAnswerLink
    makeClearanceCode makeClearanceLink muteParty offerForIncident offerForRequest
    openAnswerLink openIncident openRequest previewVisibility proposeAgreement
    proposeCoordination proposeIncidentLink readAgreement readArrangement readAsset readCentre
    readChartFile readClearance readClearanceSignal readConflicts readCosts readCrossings
    readDeployment readDueTexts readFirstUnit readFuelPoint readHandover readHistory
    readHomeCover readIncident readInvolvedParties readIsochrones readLimit readLinkPhrases
    readLog readMatches readMe readOffer readOfferTerms readRecord readRegions readRequest
    readRoomWithoutUnit readSeaWays readSession readShip readSnapshot readText readTrack readVessel
    readTranslatedText readUnaskedOfferTerms readWatchActs readWatchRelief readWaters
    recordClearanceCall recordClearanceVoiceAnswer recordRequestCall recordRequestVoiceAnswer
    redraftAgreement refuseClearance registerAsset reopenIncident reportPosition reportShip
    resetPassword resumeAgreement resumeSharing retireAsset revokeKey sayByAnswerLink
    setCentreContacts setDatum setEntryAuthority setFocalPoint setLimitsComplete setPhase
    setPresentPlace setReadiness setWatchActs signAgreement signIn signOut stateAssistanceEntry
    stepDeployment suggestPhase suspendIncident suspendSharing takeBackNotice takeUpAlarms
    takeWatchOver tellCentreTold tellCriteria tellFoundByOthers tellListTaken tellLives
    tellNoAbleUnit tellOtherAuthority tellRefusal tellSmcByVoice tellTow tellVoyage
    transferSurvivors withdrawAnswerLink withdrawAssetType withdrawAssistanceEntry
    withdrawCapability withdrawClearance withdrawClearanceLink withdrawClosing
    withdrawCoordination withdrawDiversion withdrawFuelPoint withdrawIncidentLink withdrawLimit
    withdrawOffer withdrawShip writeArrangement writeAskedShips writeCalledPeople writeLog
""")
"""The ids of the API's operations, which are the functions of generated clients."""

SCHEMAS = _words("""
    CaseKnown PartyToldView PastCaseView PlaceThen TellingView TellingsView UnplacedUnitView
    UnsureThingView
    DistressNature DistressTextView LineState LookAtTextBody MarkedLineView ReportEnding ReportForm
    PassReportOnBody
    ReportKind RingingView RingsBy SameAsView TellDistressBody TextLookView TextSource
    ToldPersonsView ToldPositionView
    DismissReportBody DistressReportView JoinReportBody OpenOfReportBody ReportMeans ReportState
    AboardView AcceptCoordinationBody AcknowledgeRequestBody ActForCentreBody ActedView
    ActingDecision AddCapabilityBody AddTypeBody AddresseeView AgreementBody AgreementDraftBody
    AgreementPage AgreementVersionBody AgreementView AlarmCause AlertChannel AlertFailure
    AlertState AlertTurn AlertView AllColumnView AltitudeBlockBody AmendAgreementBody
    AmendRequestBody Answer AnswerLinkView AnswerPageView AnswerSource AnswerState
    ArrangementReadView ArrangementWordsBody ArrangementWordsView AskClearanceBody AskFirstView
    AskableView AskedToCloseView AskedToSuspendView AssessBody AssessmentCause AssessmentView
    AssetAnswer AssetBody AssetBoundView AssetForm AssetPage AssetService AssetTermsView
    AssetTypeView AssetView AssistanceAsks AssistanceEntryBody AssistanceEntryView AuthenticKind
    AuthenticTextBody AuthenticTextView Awareness BandView BasisView Binding Binds
    BriefDeploymentView CallBody CallOutcome CalledPeopleBody CalledPeopleView Capability
    CapabilityView CarrierView CaseAlarmView CaseSourceView CentreCodeBody CentreContact
    CentreLinkBody CentreRef CentreRoles CentreView ChangeAssetBody ChangeCentreBody
    ChangeFuelPointBody ChangeIncidentBody ChangePersonBody ChangedMarkView ChannelBody
    CitationView ClaimantView ClauseKind ClearanceBasisView ClearanceClause ClearanceLinkBody
    ClearanceMode ClearancePage ClearanceState ClearanceView ClearanceVoiceAnswerBody
    ClearanceVoiceAnswerView ClockLimitView ClockName ClockView CloseIncidentBody ClosedAsView
    CoarseIncidentView CoastView CodeOutcome ConditionsBody ConditionsView ConfirmHandoverBody
    ConflictView ConflictsView ContactsBody CoordinationState CoordinationView CorrectCountBody
    CostClause CostExampleView CostRule CountedKind CoverageView CraftBody CraftKind CraftView
    Criterion CriterionAnswerView CriterionBody CriterionView CrossingView DatumChangeView
    DatumSource DatumView DeclareLimitBody DeclaredLimitView DeclineCoordinationBody
    DeclineRequestBody DeliveredRowsView DeliveredView DeploymentAction DeploymentAnswer
    DeploymentCostsView DeploymentPage DeploymentState DeploymentStepView DeploymentView
    DetailInView Dimension Direction DivertDeploymentBody DivertView DriftBody DriftView
    DrawnVesselView NavigationStatus VesselClusterView VesselKind VesselsOnMapView
    EndAgreementBody EndSaid EntryAboutView EntryAuthorityBody EntryAuthorityView EntryByView
    EntryProofView EtaBy EventCaseView EventView ExpectedTimeView ExpectedTimesAnswer
    ExportFormat ExtendDeploymentBody FeedContent FeedFault FeedFaultView FeedState FeedView
    FeedMailView MailOutcome
    FeedsView FewerOnBoardView FirstNeed FirstUnitView FixBody FixDoubt FixOutcome FixTrust
    FocalPointBody FocalPointView FoundByOthersBody FoundByOthersView Fuel
    FuelPointBody FuelPointPage FuelPointView FuelStopView GrantClearanceBody GrantedByView
    HailShipBody HandoverFact HandoverLineView HandoverSheetView HandoverView HeadcountBody
    CrewFuelView HeardFromBody Unheard UnheardView
    HeardByAisView HeardVesselAnswer HeardVesselView HeardVesselsView
    HeadcountView HearCriteriaBody HeardCriterionBody HeardSecondBody HelpGone HelpGoneView
    HelpRefusedView HistoryView HolderBody HomeCountView HomeCoverView HomePlaceView
    HomeWithinView Hull IgnoredLineView ImmersionView ImportedView InWaterBody InWaterView
    IncidentPage IncidentState IncidentView IndexedColumnView IngestedView InstrumentBody
    InstrumentView InvolvedView IsochroneFeature IsochroneProperties IsochronesView
    IssueSitrepBody KeepFromAtOpeningBody KeepFromBody KeepFromNoMoreBody KeptFromView KeyBody
    KeyView Kind KindTotalView KnownConflictsView KnownPositionView Language Lateness
    LeadClaimView LeadUnreachedView LeftOut LimitKind LimitRefView LimitedUnitView
    LimitsCompleteBody LinkAnswer LinkAnswerBody LinkCodeBody LinkContactView LinkContentView
    LinkFactView LinkIncidentBody LinkLanguageView LinkLine LinkMatter LinkPhrasesView
    LinkStanding LinkState LinkView ListDoubtView ListForm ListTakenBody ListTakenView LivesBody
    LogLineView LogPage LookAgainBody LookAtPositionBody LostListView Manner MatchBody
    MatchReasonView MatchView MatchedNeed MatchesView MeView MissionBody MissionView MultiLine
    MuteBody MutingView NamedPlaceView NearCaseView NeedBody NeedGround NeedUnit NeedView
    NewAnswerLinkView NewKeyView NewPasswordBody NextSitrepView NoAbleUnitView NoTime NobodyNext
    NotRecovering NotUnderstoodView NotWeighedView NoticeView OfferBody OfferItemBody
    OfferItemView OfferState OfferTermsView OfferView Office OpenIncidentBody OptionalReasonBody
    OtherAuthorityBody OtherAuthorityView OtherTextView Overrides Owed OwnPasswordBody
    OwnTypeSourceBody ParticularsView PartyView PeopleView PersonBody PersonView Phase
    PhaseGround PhaseView PictureChangeView PobBody PobDoubt PobDoubtView Point PointColumnView
    BelievePositionBody
    PositionLookView PositionWarningView PostingBody PreviewRow PreviewView ProblemView
    PromiseView ProposeCoordinationBody Readiness ReadinessBody ReasonBody RecordEntryView
    RecordHeadView RecordView RecoveryPaceBody RecoveryPaceView RefineCapabilityBody
    RefineTypeBody RefusalBody RegionCentreView RegionTouch RemarkView ReportPositionBody
    ReportedPositionView RequestBody RequestCallBody RequestPage RequestState RequestView
    RestView Role RoomTaskedView RowOutcomeView SceneDatumView SeaWayView SeaWaysView
    SearchAreaBody SecondBody SecondView SeenAssetView Sensor SentAwayReason SentAwayView
    SessionView SetDatumBody SetPhaseBody SharingSuspensionView ShipAnswer ShipBody
    ShipDoubtView ShipPage ShipReasonBody ShipSource ShipView ShipsAskedBody ShipsAskedView
    SignAgreementBody SignInBody SignatureView SitrepCause SitrepForm SitrepView Situation
    SmcByVoiceBody SmcByVoiceView SnapshotColumnsView SnapshotView SoonestView SourceBody
    StepDeploymentBody StepDoubt StepDoubtView StintBegin StintView StopView SuggestBody
    Suggestion SuggestionReasonView SuggestionView SurvivorsLineView SuspendBody
    SuspendSharingBody SuspensionGround SuspensionView TableView TakeWatchBody TermDocument
    TermView TextKind TextsOverview TilesView TimeToSceneView ToldByVoiceBody TouchedRegionView
    TowBody TowView TrackView TransferSurvivorsBody TranslatedTextView TypeNoticeBody TypeSource
    TypeSourceView UncountedDeliveredView UncountedView UnitComes UntaskedView UnwrittenView
    UuidColumnView Verdict VersionState VersionView VesselTrackPointView Visibility
    VoiceAnswerBody VoiceAnswerView
    VoyageBody VoyageView WatchActsBody WatchActsView WatchReliefView WatchTakeoverView WatersBy
    WatersView WithdrawCoordinationBody WithdrawLinkBody WithdrawnLimitPage WithdrawnLimitView
    WithoutUnitView WordsReadView WriteLogBody
""")
"""The names of the API's schemas, which are the types of generated clients."""
