/** Names are never spoken in full: first name and initial, `Jeanne D.` */
export const nomParle = (prenom: string, initiale: string): string => {
  const p = prenom.trim();
  return initiale ? `${p} ${initiale}.`.trim() : p;
};

/** Whether two of these names sound alike: accents, capitals and hyphens are not heard. */
export const seDisentPareil = (noms: readonly string[]): boolean => {
  const entendus = noms.map((n) =>
    n
      .normalize('NFD')
      .replace(/[^\p{L}\d]/gu, '')
      .toLocaleLowerCase('fr'),
  );
  return new Set(entendus).size < noms.length;
};

/** First letter of a family name, in capitals; empty where there is none. */
export const initialeDe = (nom: string): string => (nom.match(/\p{L}/u)?.[0] ?? '').toLocaleUpperCase('fr');
