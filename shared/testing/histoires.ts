/** How many histories a property is tried on: `HISTOIRES=20000` where there is time for it (`npm run epreuve -- propriétés`). */
export const histoires = (dOrdinaire: number): number => Number(process.env.HISTOIRES ?? dOrdinaire);
