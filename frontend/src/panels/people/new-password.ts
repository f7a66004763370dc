/** A password that is to be told, and to whom. */
export interface NewPassword {
  readonly login: string;
  readonly password: string;
}
