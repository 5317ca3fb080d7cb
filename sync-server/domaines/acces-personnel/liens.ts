import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { LienPersonnel as Lien } from '#shared/contrats/acces/acces';
import type {
  AccesPersonnel,
  AccesPersonnelDonne,
  AccesPersonnelLu,
  GenreAccesPersonnel,
  Sujet,
} from '#shared/contrats/acces/acces-personnel';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { lecteurParametres, type Parametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE, idIntervenant, idUsager } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { ajouterJours, dateParis, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import { changer, deposerLot, ecrireTout, enConflit, sansReponse } from '../../store/ecrire';
import { refusRetard } from '../../store/grappe/grappe';
import { lireParametres } from '../../store/lectures/connus';
import type { Magasin, Stocke } from '../../store/lire';
import { clesType, lireType, plageType } from '../../store/types';
import { ENTREES, sujetEcrit, tracer } from '../audit';

// A link that a manager hands over, and the person's own code of the telephone: both, at each request. The link is kept as its
// hash alone; a few wrong codes close it.

export type Personne = { genre: 'USAGER'; doc: Usager } | { genre: 'INTERVENANT'; doc: Intervenant };
export type Acces = Personne & { antenne: Antenne };
type Acte = { horloge: Horloge; auteur: string; antennes: readonly Antenne[] };

const JETON = /^[A-Za-z0-9_-]{43}$/;
const JOUR_MS = 86_400_000;
const idLien = (jeton: string): string => `acces-personnel:${createHash('sha256').update(jeton).digest('hex')}`;
const sujetDe = (l: Lien): Sujet => ({ genre: l.genre, id: l.genre === 'USAGER' ? l.usagerId : l.intervenantId });

export const parametresA = async (m: Magasin, maintenant: Instant): Promise<Parametres> =>
  lecteurParametres(await lireParametres(m))(dateParis(maintenant));
const permis = ({ accesPersonnel: { qui } }: Parametres, genre: GenreAccesPersonnel): boolean =>
  qui === 'TOUS' || (qui === 'INTERVENANTS' && genre === 'INTERVENANT');

const lireLiens = (m: Magasin): Promise<Stocke<Lien>[]> => plageType(m, 'acces-personnel', {});
/** Whatever becomes of them meanwhile: one that is being tried at that moment goes too. */
const effacer = async (m: Magasin, liens: readonly Stocke<Lien>[]): Promise<void> => {
  for (const { _id } of liens) sansReponse(await changer(m, BASE_CENTRALE, _id, () => 'supprimer'));
};
const sesLiens = async (m: Magasin, s: Sujet): Promise<Stocke<Lien>[]> =>
  (await lireLiens(m)).filter((l) => sujetDe(l).genre === s.genre && sujetDe(l).id === s.id);

/** The person, in an antenna among those given where it is today; the same silence for one of elsewhere and for nobody. */
export const trouver = async (
  m: Magasin,
  s: Sujet,
  antennes: readonly Antenne[],
  maintenant: Instant,
): Promise<Acces | undefined> => {
  const jour = dateParis(maintenant);
  if (s.genre === 'USAGER') {
    // Its antennas hold the same words: the first one that has them is enough, and nobody else's file is read.
    const copies = await Promise.all(
      codesAntennes().map((a) => clesType(m, 'usager', [idUsager(s.id)], { antenne: a })),
    );
    const doc = copies.flatMap(([d]) => d ?? [])[0];
    const antenne = doc && antenneAu(doc, jour);
    return doc && antenne && antennes.includes(antenne) ? { genre: 'USAGER', doc, antenne } : undefined;
  }
  for (const antenne of antennes) {
    const [doc] = await clesType(m, 'intervenant', [idIntervenant(s.id)], { antenne });
    if (doc?.antenne === antenne && (doc.dateFin === undefined || doc.dateFin >= ajouterJours(jour, -62)))
      return { genre: 'INTERVENANT', doc, antenne };
  }
  return undefined;
};

const AILLEURS = refuser(
  'ACCES_AUTRE_ANTENNE',
  'Cette personne n’est pas de l’une de vos antennes. Vérifiez son identifiant, ou adressez-vous à son antenne.',
);

const montrer = (l: Lien, echecsMax: number): AccesPersonnel => ({
  creePar: l.creePar,
  creeLe: l.creeLe,
  expireLe: l.expireLe,
  ...(l.vuLe ? { vuLe: l.vuLe } : {}),
  ...(l.echecs >= echecsMax ? { ferme: true as const } : {}),
});

/** What a person's access is, for a manager of its antenna. */
export const lireAccesPersonnel = async (m: Magasin, acte: Acte, s: Sujet): Promise<Resultat<AccesPersonnelLu>> => {
  const maintenant = acte.horloge();
  if (!(await trouver(m, s, acte.antennes, maintenant))) return AILLEURS;
  const p = await parametresA(m, maintenant);
  const [lien] = (await sesLiens(m, s)).filter((l) => l.expireLe > maintenant);
  const acces = lien && montrer(lien, p.echecsAvantVerrou);
  return { ok: true, valeur: { permis: permis(p, s.genre), ...(acces ? { acces } : {}) } };
};

/** A new link for that person; those made before open nothing any more. Refused where the service gives no such access. */
export const donnerAccesPersonnel = async (
  m: Magasin,
  acte: Acte & { extranet: string },
  s: Sujet,
): Promise<Resultat<AccesPersonnelDonne>> => {
  const maintenant = acte.horloge();
  const acces = await trouver(m, s, acte.antennes, maintenant);
  if (!acces) return AILLEURS;
  const p = await parametresA(m, maintenant);
  if (!permis(p, s.genre))
    return refuser(
      'ACCES_NON_OUVERT',
      'Le service n’a pas ouvert cet accès : un administrateur le fait par le paramètre accesPersonnel.',
    );
  if (acces.genre === 'USAGER' && acces.doc.codeUsager === undefined)
    return refuser('ACCES_SANS_CODE', 'Cet usager n’a pas encore de code : donnez-lui d’abord un code.');
  // Those before are found by a range, and must open nothing any more.
  const enRetard = await refusRetard(m, 'Aucun lien n’est donné.');
  if (enRetard) return enRetard;
  await effacer(m, await sesLiens(m, s));
  const jeton = randomBytes(32).toString('base64url');
  const expireLe = instantDe(epochMs(maintenant) + p.accesPersonnel.jours * JOUR_MS);
  const commun = {
    _id: idLien(jeton),
    type: 'acces-personnel' as const,
    antenne: acces.antenne,
    creePar: acte.auteur,
    creeLe: maintenant,
    expireLe,
    echecs: 0,
  };
  const doc: Lien =
    s.genre === 'USAGER'
      ? { ...commun, genre: 'USAGER', usagerId: s.id }
      : { ...commun, genre: 'INTERVENANT', intervenantId: s.id };
  await ecrireTout(m, BASE_CENTRALE, [doc]);
  const donne = ENTREES.ACCES_PERSONNEL.ecrire.donne(s);
  await tracer(m, { instant: maintenant, auteur: acte.auteur, ...donne });
  return { ok: true, valeur: { lien: `${acte.extranet}/mes-heures/#${jeton}`, expireLe } };
};

/**
 * Takes the access back: the link opens nothing from now on. What shows goes at once; while copies catch up, a link that does not show
 * may be left, and that is said.
 */
export const retirerAccesPersonnel = async (m: Magasin, acte: Acte, s: Sujet): Promise<Resultat<true>> => {
  const maintenant = acte.horloge();
  if (!(await trouver(m, s, acte.antennes, maintenant))) return AILLEURS;
  const enRetard = await refusRetard(m, 'Le lien n’est peut-être pas retiré.');
  const siens = await sesLiens(m, s);
  await effacer(m, siens);
  const retire = ENTREES.ACCES_PERSONNEL.ecrire.retire(s);
  if (!enRetard || siens.length > 0) await tracer(m, { instant: maintenant, auteur: acte.auteur, ...retire });
  if (enRetard) return enRetard;
  return { ok: true, valeur: true };
};

// The same words for a link that never was, has expired, was taken back, or that the service no longer allows.
const SANS_EFFET = refuser(
  'LIEN_PERSONNEL',
  'Ce lien n’ouvre rien : il a expiré, ou il a été retiré. Demandez-en un autre à votre antenne.',
);
const CODE_FAUX = refuser(
  'CODE_PERSONNEL',
  'Ce code n’est pas le bon. C’est celui que l’on tape au téléphone. Après plusieurs erreurs, le lien se ferme.',
);
const FERME = refuser(
  'LIEN_FERME',
  'Ce lien s’est fermé après plusieurs codes faux. Demandez-en un autre à votre antenne.',
);

const A_LA_FOIS = refuser(
  'ESSAIS_A_LA_FOIS',
  'Ce lien est ouvert par plusieurs personnes à la fois. Attendez un instant, puis recommencez.',
);

export const egaux = (a: string, b: string): boolean => {
  const [x, y] = [a, b].map((t) => createHash('sha256').update(t).digest());
  return x !== undefined && y !== undefined && timingSafeEqual(x, y);
};

export type Preuve = { jeton: string; code: string };

/** Others that try the same link at the same moment: beyond, it is not by hand. */
const ESSAIS = 10;

/**
 * Who holds that link and knows that code. Each attempt, right or wrong, is written over the state in which it found the link:
 * a hundred codes tried at once are a hundred attempts. A first opening of the day is in the audit log.
 */
export const ouvrirAccesPersonnel = async (
  m: Magasin,
  horloge: Horloge,
  { jeton, code }: Preuve,
): Promise<Resultat<Acces>> => {
  if (!JETON.test(jeton)) return SANS_EFFET;
  const maintenant = horloge();
  const p = await parametresA(m, maintenant);
  for (let k = 0; k < ESSAIS; k++) {
    const lien = await lireType(m, 'acces-personnel', idLien(jeton), {});
    if (!lien || lien.expireLe <= maintenant || !permis(p, lien.genre)) return SANS_EFFET;
    if (lien.echecs >= p.echecsAvantVerrou) return FERME;
    const s = sujetDe(lien);
    // Wherever that person is today: a link is hers, and not of the antenna that gave it.
    const acces = await trouver(m, s, codesAntennes(), maintenant);
    if (!acces) return SANS_EFFET;
    const sien = acces.genre === 'USAGER' ? acces.doc.codeUsager : acces.doc.codeSvi;
    const juste = sien !== undefined && egaux(code.replace(/\s/g, ''), sien);
    const apres = juste ? { echecs: 0, vuLe: maintenant } : { echecs: lien.echecs + 1 };
    const [depot] = await deposerLot(m, BASE_CENTRALE, [{ ...lien, ...apres }]);
    if (enConflit(depot)) continue;
    if (!juste) return CODE_FAUX;
    if (lien.vuLe === undefined || dateParis(lien.vuLe) !== dateParis(maintenant))
      await tracer(m, { instant: maintenant, auteur: sujetEcrit(s), ...ENTREES.ACCES_PERSONNEL.ecrire.ouvert(s) });
    return { ok: true, valeur: acces };
  }
  return A_LA_FOIS;
};

/** Deletes the links that have expired; how many. */
export const purgerAccesPersonnels = async (m: Magasin, maintenant: Instant): Promise<number> => {
  const finis = (await lireLiens(m)).filter((l) => l.expireLe <= maintenant);
  await effacer(m, finis);
  return finis.length;
};
