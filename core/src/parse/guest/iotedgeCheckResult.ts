/** One check of `iotedge check`. */
export interface IotedgeCheck {
  /** `host-connect-iothub-amqp` ...; null in the text form, which does not print it. */
  readonly id: string | null;
  /** `DNS server` ...; null in the JSON form, which does not print it. */
  readonly title: string | null;
  readonly result: 'ok' | 'warning' | 'ignored' | 'skipped' | 'fatal' | 'error';
  /** What it says, the causes below it, outermost first. */
  readonly details: readonly string[];
}
