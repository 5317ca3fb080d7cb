import { codesAntennes } from '#shared/domain/antenne/registre';
import type { Agregat } from '#shared/etats/agregat';
import { ajouterMois, premierJour } from '#shared/temps/paris';
import { type Mois, minutes } from '#shared/temps/types';
import { type EtatConsomme, lireEtatsPartis } from '../../../store/lectures/clos';
import { type Cadre, type EtatsComptes, lireAgregat } from '../../cloture';

const consommeDe = ({ usagers }: Agregat): EtatConsomme[] =>
  usagers.map(({ usagerId, parts }) => ({
    usagerId,
    visites: parts.map(({ codeFinanceur, prises }) => ({
      parts: prises.map((p) => ({ ...p, codeFinanceur, minutes: minutes(p.minutes) })),
    })),
  }));

/** What a month drew on the caps, from the counts of its closings; undefined while an antenna has not closed it. */
const consommation = async (c: Cadre, mois: Mois): Promise<EtatsComptes | undefined> => {
  const etats: EtatConsomme[] = [];
  const plafonds: EtatsComptes['plafonds'][number][] = [];
  for (const antenne of codesAntennes()) {
    const cloture = await c.passe.cloture(antenne, mois);
    const agregat = cloture && (await lireAgregat(c.m, cloture));
    if (!agregat) return undefined;
    // What came after the closing counts too: those few months are read whole.
    const complements = await c.passe.complements(antenne, mois);
    etats.push(...(complements.size > 0 ? await lireEtatsPartis(c.m, c.passe, antenne, mois) : consommeDe(agregat)));
    plafonds.push(cloture.plafonds);
  }
  return { etats, plafonds };
};

/** [FI-6] Before an open month is computed: the months that it carries over from are counted, not read visit by visit. */
export const preparerReports = async (c: Cadre, mois: Mois): Promise<void> => {
  const { reportApaMois } = c.parametresAu(premierJour(mois));
  c.comptees ??= new Map();
  for (let n = 1; n <= reportApaMois; n++) {
    const avant = ajouterMois(mois, -n);
    if (c.premierMois === undefined || avant < c.premierMois || c.comptees.has(avant)) continue;
    const consomme = await consommation(c, avant);
    if (consomme) c.comptees.set(avant, consomme);
  }
};
