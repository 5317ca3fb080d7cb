import { BASE_CENTRALE, basePointages } from '#shared/contrats/ids';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import type { PassageRecu, SortPassage } from '#shared/contrats/pointages/pointer';
import { idDeSaNote } from '#shared/contrats/store/inventaire';
import { assurerBases } from '../../store/bases';
import { assurerDocuments, sansReponse } from '../../store/ecrire';
import { erreurMagasin } from '../../store/erreurs';
import { exigerQuorum, sontFermes } from '../../store/grappe/quorum';
import { deposerEtNoter } from '../../store/inventaire/actes';
import type { Magasin } from '../../store/lire';

const REFUS: Partial<Record<Appel['issue'], string>> = {
  CODE_ERRONE:
    'Ce code n’est pas le bon : rien n’est pointé. Vérifiez-le et recommencez ; après cinq erreurs, le lien se ferme.',
  LIEN_FERME:
    'Ce lien n’ouvre rien en ce moment : rien n’est pointé, et votre antenne le voit. Pointez par téléphone, ou appelez-la.',
  TROP_ANCIEN:
    'Ce passage est arrivé plus de trois jours après : il n’est pas pointé, et votre antenne le voit. Dites-lui vos heures.',
  FUTUR:
    'L’heure de ce téléphone est fausse : rien n’est pointé, et votre antenne le voit. Réglez la date et l’heure, puis recommencez.',
};

const sortDe = (id: string, d: Pointage | Appel): SortPassage =>
  d.type === 'pointage'
    ? {
        id,
        sort: 'ENREGISTRE',
        sens: d.sens,
        instant: d.instant,
        ...(d.usagerId === undefined ? { aPreciser: true as const } : {}),
      }
    : { id, sort: 'REFUSE', message: REFUS[d.issue] ?? REFUS.LIEN_FERME ?? '' };

/** [PT-6, PT-9] Writes the punch, or the failed call, that a passage is: done again, it changes nothing. */
export const ecrirePassage = async (m: Magasin, { document: d }: PassageRecu): Promise<void> => {
  const base = basePointages(d.instant);
  await assurerBases(m, [base]);
  if (d.type === 'pointage') sansReponse(await deposerEtNoter(m, base, [d]));
  else await assurerDocuments(m, base, [d]);
};

/** What became of it, said only once as many copies as the quorum have it; what was there before is looked at again. */
export const confirmer = async (
  m: Magasin,
  id: string,
  recu: PassageRecu,
  { deja }: { deja: boolean },
): Promise<SortPassage> => {
  await ecrirePassage(m, recu);
  await exigerQuorum(m);
  if (deja) {
    const { _id, type, instant } = recu.document;
    const siens = type === 'pointage' ? [_id, idDeSaNote(_id)] : [_id];
    const fermes = await Promise.all([
      sontFermes(m, BASE_CENTRALE, [recu._id]),
      sontFermes(m, basePointages(instant), siens),
    ]);
    if (fermes.includes(false)) throw erreurMagasin(503, 'sans_quorum', 'passage sans la majorité des nœuds');
  }
  return sortDe(id, recu.document);
};
