import { BASE_CENTRALE, idAppel, idPointage } from '#shared/contrats/ids';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import type { LienPointer, Passage, PassageRecu, PassageScelle, SortPassage } from '#shared/contrats/pointages/pointer';
import { type HeureJugee, jugerHeure } from '#shared/domain/pointage/heure-dite';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import { ajouter } from '../../store/ecrire';
import { seRattrape } from '../../store/grappe/calme';
import { lireNoeuds } from '../../store/grappe/revenus';
import type { Magasin } from '../../store/lire';
import { lireType } from '../../store/types';
import { egaux } from '../acces-personnel';
import { ENTREES, tracer } from '../audit';
import type { Cadence } from './cadence';
import { confirmer } from './confirmer';
import type { Indecis } from './indecis';
import { sujetDuLien } from './liens';
import { essayer, idLienPointer, porteurDe } from './porteur';
import { aideDuCode, usagerDuCode } from './repertoire';
import { empreintePreuve, ouvrirScelle } from './sceau';

export type PortsPointer = {
  magasin: Magasin;
  horloge: Horloge;
  cadence: Cadence;
  indecis: Indecis;
  /** Something that nobody meets by using the page. */
  surFaux: () => void;
};

const SANS_EFFET =
  'Ce lien n’ouvre rien : il a été retiré, ou il est incomplet. Appelez votre antenne, ou pointez par téléphone.';
const PLUS_TARD =
  'Beaucoup de passages sont arrivés par ce lien : celui-ci est gardé, et partira dans quelques minutes.';
const PANNE_PAS_CONNUE =
  'Gardé sur ce téléphone, pas encore compté : il le sera si les appels ne passent pas, ce qui se vérifie. S’ils passent, pointez par téléphone ; sinon, laissez cette page ouverte ou rouvrez-la.';
const COPIES_EN_RETARD =
  'Gardé sur ce téléphone, pas encore compté : les machines qui gardent les données se remettent à jour. Il partira tout seul dans quelques minutes : laissez cette page ouverte ou rouvrez-la.';

type Issue = Pick<Appel, 'etape' | 'issue'>;
type Qui = { usagerId?: string | undefined; intervenantId?: string | undefined };

/** The same for a passage told again, and never that of another link. */
const idDuPassage = ({ lien, id }: PassageScelle): string => `pointer-${lien.slice(0, 16)}-${id}`;

const enDocument = (
  s: PassageScelle,
  lien: LienPointer,
  { sens }: Passage,
  heure: HeureJugee,
  { usagerId, intervenantId }: Qui,
  issue: Issue | undefined,
  recuLe: Instant,
): Pointage | Appel => {
  const id = idDuPassage(s);
  const { instant } = heure;
  const commun = {
    id,
    instant,
    recuLe,
    source: lien.genre === 'USAGER' ? ('QR' as const) : ('LIEN' as const),
    ...(usagerId === undefined ? {} : { usagerId }),
    ...(intervenantId === undefined ? {} : { intervenantId }),
  };
  if (issue) {
    const heureDite = 'issue' in heure ? heure.heureDite : undefined;
    return {
      _id: idAppel(instant, id),
      type: 'appel',
      ...commun,
      ...issue,
      sens,
      ...(heureDite === undefined ? {} : { heureDite }),
    };
  }
  const horlogeDouteuse = !('issue' in heure) && heure.horlogeDouteuse;
  return {
    _id: idPointage(instant, id),
    type: 'pointage',
    ...commun,
    sens,
    ...(horlogeDouteuse ? { horlogeDouteuse } : {}),
  };
};

/**
 * [PT-9, PT-10] What this passage is: looked at once, its trace written before the punch. A sentence where all that it wants is an
 * outage that may yet be found, or what a copy that lags does not show: nothing is written, and it is looked at again.
 */
const juger = async (
  p: PortsPointer,
  s: PassageScelle,
  lien: LienPointer,
  passage: Passage,
  envoi: number,
): Promise<PassageRecu | string> => {
  const { magasin: m } = p;
  const maintenant = p.horloge();
  const recu = epochMs(maintenant);
  const heure = jugerHeure(passage, { envoi, recu });
  const enRetard = async (): Promise<boolean> => {
    const rattrape = seRattrape(await lireNoeuds(m));
    if (!rattrape) p.indecis.oublier();
    return rattrape;
  };
  const compose = `${passage.code} ${passage.usager ?? ''}`;
  if (p.indecis.comble(s.lien, compose) && (await enRetard())) return COPIES_EN_RETARD;
  const porteur = await porteurDe(m, lien, { maintenant, instant: heure.instant });
  const aide =
    lien.genre === 'USAGER'
      ? await aideDuCode(m, passage.code, heure.instant, recu)
      : porteur.aide && egaux(passage.code, porteur.aide.codeSvi)
        ? porteur.aide
        : undefined;
  const ferme = lien.fermeLe !== undefined || lien.retireLe !== undefined;
  if (porteur.permis === 'PAS_ENCORE' && aide && !ferme && !('issue' in heure)) return PANNE_PAS_CONNUE;
  const usager =
    lien.genre === 'INTERVENANT' && passage.usager !== undefined
      ? await usagerDuCode(m, passage.usager, recu)
      : undefined;
  const introuvable = lien.genre === 'USAGER' ? !aide : passage.usager !== undefined && !usager;
  // Codes, choices and outages are read by ranges: what is not there would be a fault, and would be it for ever.
  if ((introuvable || porteur.permis === 'NON') && (await enRetard())) {
    p.indecis.noter(s.lien, compose);
    return COPIES_EN_RETARD;
  }
  const essai = await essayer(m, lien, { id: s.id, juste: aide !== undefined, maintenant });
  if (essai.vientDeFermer) {
    p.surFaux();
    const ferme = ENTREES.POINTER.ecrire.ferme(sujetDuLien(lien));
    await tracer(m, { instant: maintenant, auteur: 'page Pointer', ...ferme });
  }
  const issue: Issue | undefined =
    !essai.ouvert || porteur.permis === 'NON'
      ? { etape: 'DEPART', issue: 'LIEN_FERME' }
      : !aide
        ? { etape: 'CODE', issue: 'CODE_ERRONE' }
        : 'issue' in heure
          ? { etape: 'SENS', issue: heure.issue }
          : undefined;
  const qui: Qui =
    lien.genre === 'USAGER'
      ? { usagerId: lien.usagerId, intervenantId: aide?.id }
      : { intervenantId: lien.intervenantId, usagerId: usager?.id };
  return {
    _id: idPassage(s),
    type: 'passage-pointer',
    recuLe: maintenant,
    document: enDocument(s, lien, passage, heure, qui, issue, maintenant),
  };
};

const idPassage = ({ lien, id }: PassageScelle): string => `passage-pointer:${lien}:${id}`;

const recevoirUn = async (p: PortsPointer, s: PassageScelle, envoi: number): Promise<SortPassage> => {
  const { magasin: m } = p;
  const lien = await lireType(m, 'lien-pointer', idLienPointer(s.lien), {});
  const passage = lien && ouvrirScelle(lien.cle, s);
  if (!lien || !passage || !egaux(lien.preuve, empreintePreuve(passage.preuve))) {
    p.surFaux();
    return { id: s.id, sort: 'REFUSE', message: SANS_EFFET };
  }
  const deja = await lireType(m, 'passage-pointer', idPassage(s), {});
  if (deja) return confirmer(m, s.id, deja, { deja: true });
  if (!p.cadence(s.lien, epochMs(p.horloge()))) return { id: s.id, sort: 'PLUS_TARD', message: PLUS_TARD };
  const neuf = await juger(p, s, lien, passage, envoi);
  if (typeof neuf === 'string') return { id: s.id, sort: 'PLUS_TARD', message: neuf };
  // The same may have come by two ways at once: the first trace stays, and says what the punch is.
  if ('ecrit' in (await ajouter(m, BASE_CENTRALE, neuf))) return confirmer(m, s.id, neuf, { deja: false });
  const premier = await lireType(m, 'passage-pointer', neuf._id, {});
  return confirmer(m, s.id, premier ?? neuf, { deja: true });
};

/**
 * What the page sends, one after the other, each with what became of it. Nothing is answered before it is durable: it throws where
 * the store does not hold it for good, and the page keeps all, and sends it again.
 */
export const recevoirPassages = async (
  p: PortsPointer,
  { envoi, passages }: { envoi: number; passages: readonly PassageScelle[] },
): Promise<SortPassage[]> => {
  const sorts: SortPassage[] = [];
  for (const s of passages) sorts.push(await recevoirUn(p, s, envoi));
  return sorts;
};
