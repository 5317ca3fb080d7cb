import { type ConstatExterieur, idConstatExterieur } from '#shared/contrats/exploitation/sonde-exterieure';
import { BASE_CENTRALE, basePointages, idAppel, idPointage } from '#shared/contrats/ids';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import type { Instant } from '#shared/temps/types';
import type { Entree } from '../journal/entree';
import type { EtatAppel, PointageNouveau } from '../svi/etat';

type ADocument = Entree['documents'][number];

/** [PT-1] [PT-2] The punch, at the call's start. */
export const documentPointage = (etat: EtatAppel, p: PointageNouveau, recuLe: Instant): ADocument => {
  const document: Pointage = {
    _id: idPointage(etat.instant, p.id),
    type: 'pointage',
    id: p.id,
    sens: p.sens,
    instant: etat.instant,
    recuLe,
    source: 'SVI',
    appelId: etat.appelId,
    ...(etat.numero === undefined ? {} : { numeroAppelant: etat.numero }),
    ...(p.usagerId === undefined ? {} : { usagerId: p.usagerId }),
    ...(etat.intervenantId === undefined ? {} : { intervenantId: etat.intervenantId }),
    ...(p.remplace === undefined ? {} : { remplace: p.remplace }),
  };
  return { base: basePointages(etat.instant), document };
};

/** [PT-4] The failed or partial call, with the step reached; the usager where there is no doubt who it is. */
export const documentAppel = (
  etat: Pick<EtatAppel, 'appelId' | 'instant' | 'numero' | 'intervenantId'>,
  echec: { etape: Appel['etape']; issue: Appel['issue'] },
  usagerId: string | undefined,
  recuLe: Instant,
  source: Appel['source'] = 'SVI',
): { base: string; document: Appel } => {
  const document: Appel = {
    _id: idAppel(etat.instant, etat.appelId),
    type: 'appel',
    id: etat.appelId,
    instant: etat.instant,
    recuLe,
    source,
    ...(etat.numero === undefined ? {} : { numeroAppelant: etat.numero }),
    ...(usagerId === undefined ? {} : { usagerId }),
    ...(etat.intervenantId === undefined ? {} : { intervenantId: etat.intervenantId }),
    etape: echec.etape,
    issue: echec.issue,
  };
  return { base: basePointages(etat.instant), document };
};

/** [DI-1] What was seen of an outside check's inbound leg: by our clock where it is a confirmation, else at its start. */
export const constatEntrant = (
  { appelId, instant: debut }: Pick<EtatAppel, 'appelId' | 'instant'>,
  quoi: 'CONFIRME' | 'ERREUR' | 'SANS_SUITE',
  recuLe: Instant,
): { base: string; document: ConstatExterieur } => {
  const type = 'constat-exterieur';
  if (quoi === 'CONFIRME') {
    const _id = idConstatExterieur(recuLe, appelId, quoi);
    return { base: BASE_CENTRALE, document: { _id, type, instant: recuLe, recuLe, quoi, appelId } };
  }
  const _id = idConstatExterieur(debut, appelId, 'ENTRANT_FINI');
  const erreur = quoi === 'ERREUR';
  return {
    base: BASE_CENTRALE,
    document: { _id, type, instant: debut, recuLe, quoi: 'ENTRANT_FINI', appelId, erreur },
  };
};
