import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { lecteurParametres, type Parametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { LienPointer } from '#shared/contrats/pointages/pointer';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { premiereMesure, trouvableJusqua } from '#shared/domain/disponibilite/detection';
import { sansAppels } from '#shared/domain/disponibilite/panne';
import { enService } from '#shared/domain/pointage/en-service';
import { estSorti } from '#shared/domain/pointage/sorti';
import { ajouterJours, aLaMinute, dateParis, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { apresChangement, changer } from '../../store/ecrire';
import { lireParametres } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { lireAide, lireUsager } from './repertoire';

export const idLienPointer = (lien: string): string => `lien-pointer:${lien}`;

/** [PT-10] Wrong codes that close a link, within the time that they count. */
export const FAUTES_MAX = 5;
const FAUTES_MS = 24 * 3_600_000;

/** Antennas that have chosen this way of punching: at any time, or only while calls are not taken. */
const antennesOuvertes = async (m: Magasin, maintenant: Instant) => {
  const p = lecteurParametres(await lireParametres(m))(dateParis(maintenant));
  return { toujours: p.pointerSansTelephone, enPanne: p.pointerEnPanne, p };
};

/** Whether links and sheets may be given in that antenna: before the day when they are needed. */
export const aChoisi = async (m: Magasin, antenne: Antenne, maintenant: Instant): Promise<boolean> => {
  const { toujours, enPanne } = await antennesOuvertes(m, maintenant);
  return toujours.includes(antenne) || enPanne.includes(antenne);
};

/** An outage that lasts longer than that is looked after by people. */
const PANNE_MAX_MS = 31 * 24 * 3_600_000;

/**
 * [PT-9] Whether calls were not being taken at that instant, by the outages that were found. Where nothing is measured, one that the
 * first measures find was there already.
 */
const estCoupe = async (m: Magasin, instant: Instant, { fenetreService }: Parametres): Promise<boolean> => {
  const premiere = premiereMesure(fenetreService, instant);
  const avant = (debut: Instant): boolean => debut <= instant || (premiere !== instant && aLaMinute(debut) <= premiere);
  const pannes = await plageType(m, 'panne', {}, { de: instantDe(epochMs(instant) - PANNE_MAX_MS) });
  return pannes.some((p) => sansAppels(p) && avant(p.debut) && (p.fin === undefined || instant <= p.fin));
};

/** Whether calls from outside were tried on that day or the one before. */
const essaieDehors = async (m: Magasin, instant: Instant): Promise<boolean> => {
  const jour = dateParis(instant);
  const jours = await plageType(
    m,
    'disponibilite-exterieure',
    {},
    { de: ajouterJours(jour, -1), avant: ajouterJours(jour, 1) },
  );
  return jours.some((d) => d.essais.length > 0);
};

/** `PAS_ENCORE`: an outage that there was at that instant would not have been found yet. */
type Ouverture = 'OUI' | 'NON' | 'PAS_ENCORE';

/** [PT-9] Whether an antenna takes what was keyed at `instant`. */
const ouvertureDe = async (
  m: Magasin,
  a: Antenne,
  { maintenant, instant }: { maintenant: Instant; instant: Instant },
): Promise<Ouverture> => {
  const { toujours, enPanne, p } = await antennesOuvertes(m, maintenant);
  if (toujours.includes(a)) return 'OUI';
  if (!enPanne.includes(a)) return 'NON';
  if (await estCoupe(m, instant, p)) return 'OUI';
  return maintenant < trouvableJusqua(instant, p, await essaieDehors(m, instant)) ? 'PAS_ENCORE' : 'NON';
};

/**
 * Whether what was keyed at `instant` by that link may be taken: the person is still there, and her antenna has chosen it, for that
 * moment. Of an aide's link, the aide.
 */
export const porteurDe = async (
  m: Magasin,
  lien: LienPointer,
  { maintenant, instant }: { maintenant: Instant; instant: Instant },
): Promise<{ permis: Ouverture; aide?: Intervenant }> => {
  const jour = dateParis(maintenant);
  const ouverture = (a: Antenne): Promise<Ouverture> => ouvertureDe(m, a, { maintenant, instant });
  if (lien.genre === 'USAGER') {
    const usager = await lireUsager(m, lien.usagerId);
    const present = usager !== undefined && !estSorti(usager, jour);
    return { permis: present ? await ouverture(antenneAu(usager, jour)) : 'NON' };
  }
  const aide = await lireAide(m, lien.intervenantId);
  // Sent later, it is still of the day when she was there: as on a sheet.
  const present = aide !== undefined && !estSorti(aide, jour) && enService(aide, instant);
  return {
    permis: present ? await ouverture(aide.antenne) : 'NON',
    ...(aide ? { aide } : {}),
  };
};

/**
 * [PT-10] One try of a code, right or wrong, written over the state in which it finds the link: a hundred codes tried at once are a
 * hundred tries. A right one takes nothing off the count, or who has a code of her own could try those of others for ever.
 */
export const essayer = async (
  m: Magasin,
  { _id }: Pick<LienPointer, '_id'>,
  { id, juste, maintenant }: { id: string; juste: boolean; maintenant: Instant },
): Promise<{ ouvert: boolean; vientDeFermer: boolean }> => {
  const depuis = instantDe(epochMs(maintenant) - FAUTES_MS);
  let ouvert = false;
  let vientDeFermer = false;
  const r = await changer<LienPointer>(m, BASE_CENTRALE, _id, (l) => {
    vientDeFermer = false;
    ouvert = l.fermeLe === undefined && l.retireLe === undefined;
    if (!ouvert) return undefined;
    const fautes = l.fautes.filter((f) => f.le > depuis);
    if (juste) return { ...l, fautes, vuLe: maintenant };
    // Told again since the answer was lost: the same try.
    if (fautes.some((f) => f.id === id)) return undefined;
    fautes.push({ id, le: maintenant });
    vientDeFermer = fautes.length >= FAUTES_MAX;
    return { ...l, fautes, ...(vientDeFermer ? { fermeLe: maintenant } : {}) };
  });
  return { ouvert: ouvert && apresChangement(r) !== undefined, vientDeFermer };
};
