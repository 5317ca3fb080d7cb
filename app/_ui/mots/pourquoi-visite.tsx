import type { VisiteConsultee } from '#shared/contrats/dossiers/consultation';
import { DEFINITIONS } from '#shared/domain/correction/natures/table';
import { motifEnMots } from '#shared/libelles/motif';
import { dateHeure, insecable } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';

type Correction = VisiteConsultee['corrections'][number];

const ETATS: Record<Correction['etat'], string> = {
  APPLIQUEE: '',
  TARDIVE: ' (tardive)',
  REFUSEE: ' (refusée)',
  SANS_OBJET: ' (ne s’applique plus)',
  RETIREE: ' (retirée depuis)',
};

/** Why a visit of the server is as it is: its pairing in words, then who did what to it. */
export const PourquoiVisite = ({
  visite: { explication, corrections },
}: {
  visite: Pick<VisiteConsultee, 'explication' | 'corrections'>;
}) => (
  <>
    {explication.map((e) => (
      <div key={e}>{insecable(e)}</div>
    ))}
    {corrections.map((c) => (
      <div key={`${c.instant}${c.auteur}`}>
        {DEFINITIONS[c.nature].mots.fait} par {c.auteur}, {dateHeure(c.instant, dateParis(c.instant))} :{' '}
        {motifEnMots(c.motif)}
        {ETATS[c.etat]}
      </div>
    ))}
  </>
);
