import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import type { Purge } from '#shared/contrats/exploitation/conservation';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { refusGrappe } from '../../../store/grappe/grappe';
import { refusPourDeBon } from '../../../store/inventaire/pour-de-bon';
import { lireParametresSurs } from '../../../store/lectures/connus';
import { jourIntact, limitesDe } from '../../../store/lectures/limites';
import type { Magasin } from '../../../store/lire';
import { type Garde, rejouerLots } from '../../../store/lots';
import { avecVerrou, ErreurVerrouPerdu, exigerVerrou } from '../../../store/verrou';
import { refusDepuis } from '../../cloture';
import { purgerAides } from './aides';
import { compacter } from './compacter';
import { purgerDossiers } from './dossiers';
import { ErreurPurge, type Gomme } from './effacer';
import { type FichiersAPurger, purgerFichiers } from './fichiers';
import { lireRetenue } from './gels';
import { purgerInterventions } from './interventions';
import { achever, annoncer } from './journal';
import { purgerReleves } from './releves';
import { purgerRelevesRepris } from './releves-repris';

export type PortsPurge = {
  magasin: Magasin;
  horloge: Horloge;
  /** Of the archive. */
  dossier: string;
  fichiers: FichiersAPurger;
};

/** Each clock in its turn, or what each would take. */
const toutEffacer = async (
  p: PortsPurge,
  g: Gomme,
  limites: Purge['limites'],
  instant: Instant,
): Promise<Resultat<Pick<Purge, 'lignes' | 'retenus'>>> => {
  const { retenue, aBlanc } = g;
  const releves = await purgerReleves(p.dossier, { limite: limites.RELEVES, retenue, instant, aBlanc });
  if (!releves.ok) return releves;
  // Files first: what is known of a usager's last contact is read among what the other clock is about to take.
  const dossiers = await purgerDossiers(g, limites.DOSSIERS, instant);
  const interventions = await purgerInterventions(g, limites.INTERVENTIONS, instant);
  const aides = await purgerAides(g, limites, instant);
  const fichiers = await purgerFichiers(g, p.fichiers, limites);
  const repris = await purgerRelevesRepris(g, p.fichiers.relevesRepris, { limite: limites.RELEVES, instant });
  const bilans = [interventions, dossiers, aides, releves.valeur, repris, fichiers];
  return {
    ok: true,
    valeur: {
      lignes: bilans.flatMap((x) => x.lignes),
      retenus: bilans.reduce((n, x) => n + x.retenus, 0),
    },
  };
};

const RIEN = 'Rien n’a été effacé.';

const purgerTout = async (
  p: PortsPurge,
  c: { auteur: string; aBlanc: boolean },
  garde: Garde,
): Promise<Resultat<Purge>> => {
  const enRetard = await refusPourDeBon({ ...p, verrouTenu: true }, RIEN);
  if (enRetard) return enRetard;
  // What a crash left half written is counted before anything else is.
  if (!c.aBlanc) await rejouerLots(p.magasin);
  const instant = p.horloge();
  const parametres = lecteurParametres(await lireParametresSurs(p.magasin))(dateParis(instant));
  const limites = limitesDe(parametres, instant);
  // What is years old is deleted unless something newer keeps it: of what is newer, nothing is missing. What the clocks have begun to
  // take is older than both, and a former purge may have had a shorter clock.
  const deja = await jourIntact(p.magasin);
  const premiers = [limites.DOSSIERS, limites.INTERVENTIONS, ...(deja ? [deja] : [])];
  const depuis = premiers.sort().at(-1) ?? limites.INTERVENTIONS;
  const perdu = await refusDepuis(p.magasin, p.horloge, { depuis, rien: RIEN });
  if (perdu) return (await refusGrappe(p.magasin, RIEN)) ?? perdu;
  const retenue = await lireRetenue(p.magasin);
  const passer = async (aBlanc: boolean): Promise<Resultat<Purge>> => {
    const gomme: Gomme = { m: p.magasin, retenue, aBlanc, dits: new Set(), jours: new Set(), garde };
    const bilan = await toutEffacer(p, gomme, limites, instant);
    if (!bilan.ok) return bilan;
    return {
      ok: true,
      valeur: { _id: `purge:${instant}`, type: 'purge', instant, auteur: c.auteur, limites, ...bilan.valeur },
    };
  };
  const prevue = await passer(true);
  if (c.aBlanc || !prevue.ok) return prevue;
  await annoncer(p.magasin, prevue.valeur);
  const faite = await passer(false);
  if (!faite.ok) return faite;
  await compacter(p.magasin);
  await achever(p.magasin, faite.valeur);
  return faite;
};

const refusDePurge = (e: unknown): Refusee => {
  if (e instanceof ErreurVerrouPerdu)
    return refuser(
      'PURGE_SUSPENDUE',
      'La purge a été suspendue plus de cinq minutes, et une autre écriture a commencé depuis : elle s’arrête là. Relancez-la.',
    );
  if (e instanceof ErreurPurge) return { ok: false, refus: e.refus };
  throw e;
};

/**
 * [RE] Deletes what its clock no longer keeps, save what a legal hold does; then makes the old bytes go. Run again, it deletes
 * what is left. `aBlanc`: says what would be deleted, and deletes nothing.
 */
export const purger = async (p: PortsPurge, c: { auteur: string; aBlanc: boolean }): Promise<Resultat<Purge>> =>
  (await avecVerrou(p.magasin, p.horloge, (jeton) =>
    purgerTout(p, c, () => exigerVerrou(p.magasin, jeton)).catch(refusDePurge),
  )) ??
  refuser('ECRITURE_EN_COURS', 'Un import ou une clôture est en cours : attendez sa fin, puis relancez la purge.');
