declare module 'seek-bzip' {
  const Bunzip: unknown;
  export default Bunzip;
}
