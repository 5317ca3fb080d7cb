/** Names in the browser's own timeline (developer tools, `bench/`): nothing is sent anywhere. */
export type Mesure = 'tg:lire-le-disque' | 'tg:plier-les-visites';

const noter = (nom: Mesure, debut: number, detail: object): void => {
  performance.measure(nom, { start: debut, end: performance.now(), detail });
};

export const mesurer = <T>(nom: Mesure, travail: () => T, detail: (fait: T) => object): T => {
  const debut = performance.now();
  const fait = travail();
  noter(nom, debut, detail(fait));
  return fait;
};

/** `avantMs`: what a part of it that was done earlier took. */
export const mesurerAttente = async <T>(nom: Mesure, travail: () => Promise<T>, avantMs = 0): Promise<T> => {
  const debut = performance.now();
  const fait = await travail();
  noter(nom, debut - avantMs, {});
  return fait;
};
