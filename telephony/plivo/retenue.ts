import type { Instant } from '#shared/temps/types';
import type { CodeErrone, Entree, MemoireAppel } from '../journal/entree';
import { enSaitPlus } from '../svi/echec';
import type { Transition } from '../svi/etat';
import { estSonde } from '../svi/sonde';
import { documentAppel, documentPointage } from './documents';

/** What a transition leaves: the line of the journal, with the documents to send and what to remember of the call. */
export const retenir = (
  avant: MemoireAppel | undefined,
  t: Transition,
  o: { usagerId: string | undefined; connu: boolean; recu: Instant; fini: boolean },
): Entree & { appel: MemoireAppel } => {
  const { etat } = t;
  const sonde = estSonde(etat.appelId);
  const pointages = [...(avant?.pointages ?? [])];
  const documents: Entree['documents'] = [];
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
        documents.push(documentPointage(etat, p, o.recu));
        const { remplace: _, ...garde } = p;
        pointages.push(garde);
      }
    }
    if (effet.type === 'ECHOUER') echouer(effet);
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
    documents: sonde ? [] : documents,
    appel: {
      etat,
      pointages,
      echec: avant?.echec ?? false,
      ...(retenu && !sansEchec ? { retenu } : {}),
      fini: o.fini || (avant?.fini ?? false),
      vuLe: o.recu,
    },
    ...(codesErrones.length > 0 && !sonde ? { codesErrones } : {}),
  };
};
