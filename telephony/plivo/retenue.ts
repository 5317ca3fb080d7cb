import type { Instant } from '#shared/temps/types';
import type { CodeErrone, Entree, MemoireAppel } from '../journal/entree';
import { enSaitPlus } from '../svi/echec';
import type { Transition } from '../svi/etat';
import { estJambeEssai, estSonde } from '../svi/sonde';
import { constatEntrant, documentAppel, documentPointage } from './documents';

/** What a transition leaves: the line of the journal, with the documents to send and what to remember of the call. */
export const retenir = (
  avant: MemoireAppel | undefined,
  t: Transition,
  o: {
    usagerId: string | undefined;
    /** The calling number is somebody's. */
    connu: boolean;
    recu: Instant;
    fini: boolean;
    numeroSonde?: string | undefined;
  },
): Entree & { appel: MemoireAppel } => {
  const { etat } = t;
  const essai = estJambeEssai(etat, o.numeroSonde);
  const sonde = estSonde(etat.appelId) || essai;
  const pointages = [...(avant?.pointages ?? [])];
  const documents: Entree['documents'] = [];
  const constats: Entree['documents'] = [];
  const codesErrones: CodeErrone[] = [];
  let retenu = avant?.retenu;
  const echouer = (echec: Parameters<typeof documentAppel>[1]): void => {
    const { document: neuf } = documentAppel(etat, echec, o.usagerId, o.recu);
    if (!retenu || enSaitPlus(neuf, retenu)) retenu = neuf;
  };

  for (const effet of t.effets) {
    if (effet.type === 'POINTER') {
      for (const p of effet.pointages) {
        if (pointages.some((deja) => deja.id === p.id)) continue; // [PT-6]
        if (essai && pointages.length === 0) constats.push(constatEntrant(etat, 'CONFIRME', o.recu));
        documents.push(documentPointage(etat, p, o.recu));
        const { remplace: _, ...garde } = p;
        pointages.push(garde);
      }
    }
    if (effet.type === 'ECHOUER') echouer(effet);
    if (effet.type === 'ECHOUER' && essai && pointages.length === 0)
      constats.push(constatEntrant(etat, effet.issue === 'ERREUR' ? 'ERREUR' : 'SANS_SUITE', o.recu));
    if (effet.type === 'CODE_ERRONE')
      codesErrones.push({
        ...(etat.numero === undefined ? {} : { numero: etat.numero }),
        ...(etat.numero === undefined || o.connu ? {} : { inconnu: true as const }),
        le: o.recu,
      });
  }
  // Keys that come after the hang-up: the call went further than the hang-up could say.
  if (retenu && etat.etape !== 'FIN') echouer({ etape: etat.etape, issue: retenu.issue });
  // [PT-4] A call that gave a punch has not failed, whichever worker had the punch.
  const sansEchec = sonde || pointages.length > 0 || etat.pointages.length > 0 || avant?.echec === true;

  return {
    documents: sonde ? constats : documents,
    appel: {
      etat,
      pointages,
      echec: avant?.echec ?? false,
      ...(retenu && !sansEchec ? { retenu } : {}),
      fini: o.fini || (avant?.fini ?? false),
      vuLe: o.recu,
    },
    ...(codesErrones.length > 0 && !estSonde(etat.appelId) ? { codesErrones } : {}),
  };
};
