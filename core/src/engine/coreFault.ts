/** A request that cannot be carried out, told to the caller with a permanent id. */
export class CoreFault extends Error {
  readonly id: string;
  readonly target: string;

  constructor(id: string, message: string, target: string) {
    super(message);
    this.id = id;
    this.target = target;
  }
}
