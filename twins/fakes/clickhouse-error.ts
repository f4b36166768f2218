/** An error of the engine, by its number and its name in ErrorCodes.cpp. */
export class Refused extends Error {
  readonly code: number;
  readonly sign: string;
  constructor(code: number, sign: string, message: string) {
    super(message);
    this.code = code;
    this.sign = sign;
  }
}
