// Shell scripts are part of the bundle as text.
declare module '*.sh' {
  const text: string;
  export default text;
}
