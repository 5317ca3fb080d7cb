import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Correction } from '#shared/contrats/corrections/correction';
import { baseAntenne, idCorrection } from '#shared/contrats/ids';
import type { DateCivile } from '#shared/temps/types';
import { lireUn } from '../../../ports/documents';
import { type Banc, fichier, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer({
    ...SERVICE,
    'PLANNING_202605.csv': fichier('PLANNING', ['V1;M1;I1;12/05/2026 14:00;12/05/2026 15:00;AD']),
    'POINTAGES_202605.csv': fichier('POINTAGES', [
      'P1;31/05/2026 23:40:00;A;I1;M1;',
      'P2;01/06/2026 00:30:00;D;I1;M1;',
    ]),
    'CORRECTIONS_202605.csv': fichier('CORRECTIONS', [
      'C1;02/06/2026 10:00:00;anne;MINUTES;P1;;;;;;;5;ATTENTE_PORTE;;',
      'C2;02/06/2026 10:00:00;anne;CREATION;;;M1;I1;AD;20/05/2026 09:00;20/05/2026 10:00;;PANNE_SVI;;',
    ]),
  });
});
afterAll(() => b.fermer());

const NOM = 'CORRECTIONS_202610.csv';
const TARDIVES = fichier('CORRECTIONS', [
  'C3;05/10/2026 10:00:00;anne;MINUTES;P2;;;;;;;15;ATTENTE_PORTE;;',
  'C4;05/10/2026 10:00:00;anne;SUPPRESSION;;V1;;;;;;;ABSENCE_USAGER;;',
  'C5;05/10/2026 10:00:00;anne;SUPPRESSION;;;;;;;;;ERREUR_PLANNING;;C2',
  'C6;05/10/2026 10:00:00;anne;SUPPRESSION;P9;;;;;;;;ERREUR_PLANNING;;',
  'C7;05/10/2026 10:00:00;anne;CREATION;;;M2;I2;AD;03/03/2026 09:00;03/03/2026 10:00;;PANNE_SVI;;',
]);

describe('a file of corrections that is about visits of long ago', () => {
  it('[CO-5] [CO-7] finds their punch, planned visit or creation, based on what was made on them; refuses what is nowhere', async () => {
    const f = rapportDe(await b.importer({ [NOM]: TARDIVES }), NOM);
    expect(f.refuses).toMatchObject([{ ligne: 5, colonne: 'id_pointage', valeur: 'P9' }]);
    expect(f.crees).toBe(4);
    const lue = (date: string, id: string) =>
      lireUn<Correction>(b.magasin, baseAntenne('SUD'), idCorrection(date as DateCivile, id));
    expect((await lue('2026-05-31', 'C3'))?.base).toEqual(['C1']);
    expect((await lue('2026-05-20', 'C5'))?.base).toEqual(['C2']);
  });

  it('[CO-1] the same file again adds nothing', async () => {
    // With another row, it is read again whole.
    const autre = 'C8;05/10/2026 11:00:00;anne;MINUTES;P1;;;;;;;20;ATTENTE_PORTE;;';
    const plus = TARDIVES.replace('#FIN;5', `${autre}\r\n#FIN;6`);
    const f = rapportDe(await b.importer({ [NOM]: plus }), NOM);
    expect([f.crees, f.inchanges, f.refuses.length]).toEqual([1, 4, 1]);
  });
});
