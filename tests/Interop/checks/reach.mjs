// Whether the emulator can be reached at all.
export default (address) => ({
  async reach() {
    await fetch(`${address}emulator/health`);
  },
});
