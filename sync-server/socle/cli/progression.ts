/** Progress that a person can follow: the last text of each second, the first after one second. */
export const parSeconde = (dire: (texte: string) => void): ((texte: string) => void) => {
  let suivant = performance.now() + 1000;
  return (texte) => {
    if (performance.now() < suivant) return;
    suivant = performance.now() + 1000;
    dire(texte);
  };
};
