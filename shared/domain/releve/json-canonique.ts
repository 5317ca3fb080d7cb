/** True where keys are in order already: those of a frozen state, most often, since it was written so. */
const enOrdre = (cles: readonly string[]): boolean => {
  for (let n = 1; n < cles.length; n++) if ((cles[n - 1] ?? '') > (cles[n] ?? '')) return false;
  return true;
};

/** Nothing to escape: what most texts are, and the quicker way. */
const SIMPLE = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;
const ecrireTexte = (t: string): string => (SIMPLE.test(t) ? `"${t}"` : JSON.stringify(t));

/**
 * One text for one value: keys in order, no space, `undefined` left out. What is hashed is written so, and read back by
 * anyone with a JSON parser. Written in loops: a month's states, of which there are millions of values, are hashed at each reading.
 */
export const jsonCanonique = (valeur: unknown): string => {
  if (typeof valeur === 'string') return ecrireTexte(valeur);
  if (typeof valeur === 'number') return Number.isFinite(valeur) ? String(valeur) : 'null';
  if (valeur === null || typeof valeur !== 'object') return JSON.stringify(valeur) ?? 'null';
  let texte = '';
  if (Array.isArray(valeur)) {
    for (const v of valeur as unknown[]) texte += texte === '' ? jsonCanonique(v) : `,${jsonCanonique(v)}`;
    return `[${texte}]`;
  }
  const objet = valeur as Readonly<Record<string, unknown>>;
  const cles = Object.keys(objet);
  if (!enOrdre(cles)) cles.sort();
  for (const cle of cles) {
    const v = objet[cle];
    if (v === undefined) continue;
    texte += `${texte === '' ? '' : ','}${ecrireTexte(cle)}:${jsonCanonique(v)}`;
  }
  return `{${texte}}`;
};
