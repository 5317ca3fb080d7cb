import { expect, it } from 'vitest';
import type { VisiteFigee } from '../../contrats/cloture/cloture';
import { DASES_COMPLEMENTAIRE } from '../../formats/dases-complementaire/dases-complementaire';
import { DASES_CORRIGEES } from '../../formats/dases-corrigees/dases-corrigees';
import type { Minutes, Mois } from '../../temps/types';
import { paris } from '../../testing/constructeurs';
import { type Colonnes, colonnesDuCote, lecteurColonnes } from './colonnes';

const visite = (debut: string, motif?: string): VisiteFigee => ({
  interventionId: 'A',
  usagerId: 'U1',
  intervenantId: 'I1',
  intervenantNom: 'X',
  debut: paris(debut),
  fin: paris(debut),
  duree: 60 as Minutes,
  minutesComplementaires: 0 as Minutes,
  ...(motif === undefined ? {} : { motif }),
  codePrestation: 'AD',
  statut: 'COMPLETE',
  anomalies: [],
  parts: [],
  corrections: [],
});

it('[CL-4] une colonne nourrie depuis octobre ne dit rien d’un mois clos avant, même calculé de nouveau : ses visites ne sont pas rectifiées', () => {
  const colonnes: Colonnes<{ qui: string; motif: string | undefined }> = {
    qui: { de: (v) => v.usagerId },
    motif: { de: (v) => v.motif, depuis: '2026-10' as Mois },
  };
  const dit = lecteurColonnes(colonnes);
  // At midnight in Paris, September is over, whatever the hour elsewhere.
  expect(dit(visite('2026-09-30 23:59', 'OUBLI'))).toEqual(dit(visite('2026-09-30 23:59')));
  expect(dit(visite('2026-10-01 00:00', 'OUBLI'))).toEqual({ qui: 'U1', motif: 'OUBLI' });
  // Of a column that every row must have, no month can be silent.
  // @ts-expect-error
  const requise: Colonnes<{ qui: string }> = { qui: { de: (v) => v.usagerId, depuis: '2026-10' as Mois } };
  expect(Object.keys(requise)).toEqual(['qui']);
});

it('[CL-4] un côté vide a toutes ses colonnes, et celles de la DASES sont nommées, chacune des deux côtés', () => {
  const vide = Object.keys(colonnesDuCote('ancien', undefined));
  expect(vide).toEqual(Object.keys(colonnesDuCote('ancien', visite('2026-09-01 08:00'))));
  const VISITE = 'id_millesime id_intervenant debut fin duree minutes_complementaires motif_correction code_prestation';
  const noms = (champs: object) => Object.keys(champs).join(' ');
  expect(noms(DASES_CORRIGEES.champs)).toBe(`numero_pec dispositif ${VISITE} minutes_financees`);
  const cote = (c: string) => VISITE.replace(/\w+/g, `${c}_$&`);
  expect(noms(DASES_COMPLEMENTAIRE.champs)).toBe(
    `numero_pec dispositif ${cote('ancien')} ${cote('nouveau')} ancien_minutes_financees nouveau_minutes_financees mois_origine`,
  );
});
