import { horlogeSysteme } from '../ports/horloge';
import { type CommandeLire, type Lisible, lire, refusQuoi } from '../use-cases/lire';
import { antennesVoulues, argument, avecMagasin, type ContexteCli, ErreurUsage, lireMois, option } from './contexte';

const attendreSortie = (texte: string): Promise<void> | undefined =>
  process.stdout.write(texte) ? undefined : new Promise((suite) => process.stdout.once('drain', suite));

export const executer = async (c: ContexteCli): Promise<number> => {
  const quoi = argument(c, 0, 'ce qu’il faut lire');
  const refus = refusQuoi(quoi);
  if (refus) throw new ErreurUsage(refus.message);
  const mois = option(c, 'mois');
  const commande: CommandeLire & { quoi: Lisible } = {
    quoi: quoi as Lisible,
    antennes: option(c, 'antenne') === undefined ? undefined : antennesVoulues(c),
    mois: mois === undefined ? undefined : lireMois(mois),
    id: option(c, 'id'),
  };
  await avecMagasin(c, async (m) => {
    for await (const doc of lire(m, horlogeSysteme, commande)) await attendreSortie(`${JSON.stringify(doc)}\n`);
  });
  return 0;
};
