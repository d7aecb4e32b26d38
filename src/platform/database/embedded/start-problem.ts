/** Whatever stops the service from starting that its operator can mend: one plain sentence and what to do. */
export class StartProblem extends Error {
  readonly whatToDo: string;

  constructor(whatIsWrong: string, whatToDo: string, options?: ErrorOptions) {
    super(whatIsWrong, options);
    this.name = 'StartProblem';
    this.whatToDo = whatToDo;
  }
}
