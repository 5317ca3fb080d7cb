/** A number typed as people write them: `01 99 00 00 01`, `0199000001`, `+33 1 …`; undefined where it is none. */
export const lireNumero = (texte: string): string | undefined => {
  const chiffres = texte.replace(/[\s.\-/()\u00a0]/g, '');
  const national = /^0([1-9]\d{8})$/.exec(chiffres) ?? /^(?:\+|00)33([1-9]\d{8})$/.exec(chiffres);
  if (national) return `+33${national[1]}`;
  const etranger = /^(?:\+|00)(?!33)([1-9]\d{5,14})$/.exec(chiffres);
  return etranger ? `+${etranger[1]}` : undefined;
};
