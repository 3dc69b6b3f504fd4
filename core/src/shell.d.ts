/** Shell scripts are imported as text: esbuild's loader `text`. */
declare module '*.sh' {
  const text: string;
  export default text;
}
