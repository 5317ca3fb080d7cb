import type { Bilan, Etape } from './etapes';

/**
 * A step among others: how many cores it keeps busy (none: it only waits), what must have passed before it, whether it starts programs of
 * the product (see `programmes/`), and whether it opens a browser.
 */
export type EtapeOrdonnee = Etape & { coeurs: number; apres?: readonly string[]; programmes?: true; navigateur?: true };

const nonLancee = (etape: Etape, faute: string): Bilan => ({
  nom: etape.nom,
  passes: 0,
  echecs: 1,
  secondes: 0,
  sortie: `pas lancé : « ${faute} » a échoué`,
  durees: [],
});

/**
 * Runs steps so that `coeurs` are always busy, those written first before the others: a step begins once there is room for
 * it and what it stands on has passed. A step that asks for more than there is runs alone. What stands on a step that failed
 * is not run, and fails.
 */
export const ordonner = (
  etapes: readonly EtapeOrdonnee[],
  coeurs: number,
  executer: (etape: EtapeOrdonnee) => Promise<Bilan>,
): Promise<Bilan[]> => {
  const attendent = [...etapes];
  const bilans: Bilan[] = [];
  let libres = coeurs;
  let courent = 0;
  const inconnue = etapes.flatMap((e) => e.apres ?? []).find((nom) => !etapes.some((e) => e.nom === nom));
  if (inconnue !== undefined) throw new Error(`étape inconnue : ${inconnue}`);

  return new Promise((finir, rater) => {
    const place = (e: EtapeOrdonnee): number => Math.min(e.coeurs, coeurs);
    const echouee = (e: EtapeOrdonnee): string | undefined =>
      e.apres?.find((nom) => bilans.some((b) => b.nom === nom && b.echecs > 0));
    const prete = (e: EtapeOrdonnee): boolean =>
      place(e) <= libres && (e.apres ?? []).every((nom) => bilans.some((b) => b.nom === nom && b.echecs === 0));

    const avancer = (): void => {
      for (const etape of [...attendent]) {
        const faute = echouee(etape);
        if (faute === undefined) continue;
        attendent.splice(attendent.indexOf(etape), 1);
        bilans.push(nonLancee(etape, faute));
        // What stood on that one in its turn.
        avancer();
        return;
      }
      for (const etape of attendent.filter(prete)) {
        if (!prete(etape)) continue;
        attendent.splice(attendent.indexOf(etape), 1);
        libres -= place(etape);
        courent += 1;
        executer(etape).then((bilan) => {
          libres += place(etape);
          courent -= 1;
          bilans.push(bilan);
          avancer();
        }, rater);
      }
      if (bilans.length === etapes.length) finir(bilans);
      else if (courent === 0) rater(new Error(`s’attendent sans fin : ${attendent.map((e) => e.nom).join(', ')}`));
    };
    avancer();
  });
};
