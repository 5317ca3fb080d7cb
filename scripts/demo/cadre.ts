const largeur = (t: string): number => [...t].length;

/** Lines in a box; an empty line is a rule. */
export const encadrer = (lignes: readonly string[]): string => {
  const n = Math.max(...lignes.map(largeur));
  const corps = lignes.map((l) => (l === '' ? `├${'─'.repeat(n + 4)}┤` : `│  ${l}${' '.repeat(n - largeur(l))}  │`));
  return [`┌${'─'.repeat(n + 4)}┐`, ...corps, `└${'─'.repeat(n + 4)}┘`].join('\n');
};

/** Columns aligned on the widest cell of each. */
export const aligner = (lignes: readonly (readonly string[])[]): string[] => {
  const tailles = (lignes[0] ?? []).map((_, c) => Math.max(...lignes.map((l) => largeur(l[c] ?? ''))));
  return lignes.map((l) =>
    l
      .map((cellule, c) => cellule + ' '.repeat((tailles[c] ?? 0) - largeur(cellule)))
      .join('   ')
      .trimEnd(),
  );
};
