import { expect, test } from 'vitest';
import type { DateCivile } from '../temps/types';
import { paris } from '../testing/constructeurs';
import { lireCle } from './cle';
import { USAGERS_NON_IDENTIFIES } from './definitions/usagers-non-identifies';
import { detailler } from './detail';
import type { Matiere, SuspensSitue } from './matiere';
import { tabler } from './moteur';

const suspens = (id: string, genre: SuspensSitue['genre'], plus: Partial<SuspensSitue> = {}): SuspensSitue => ({
  ...{ id, genre, antenne: 'EST', instant: paris('2026-10-02 10:00'), raison: genre, ...plus },
});
const SANS = { sansTelephone: true } as const;
const matiere = (siens: readonly SuspensSitue[]): Matiere => ({
  demande: {
    ...{ etat: 'usagers-non-identifies', antenne: 'EST' },
    ...{ du: '2026-10-01' as DateCivile, au: '2026-10-31' as DateCivile },
  },
  ...{ tranches: [], visites: [], prevues: [], absences: [], suspens: siens },
  ...{ nomUsager: (id) => id, nomIntervenant: (id) => id },
  financeur: (code) => ({ libelle: code, dispositif: undefined }),
});

test('[PT-10] what the page « Pointer » refused is no failed call of a hidden number: it has its row and its column, which opens on it', () => {
  const m = matiere([
    suspens('masque', 'APPEL'),
    suspens('refus', 'PASSAGE', SANS),
    suspens('attente', 'ATTENTE', SANS),
    suspens('connu', 'APPEL', { numero: '+33199000077' }),
  ]);
  const { lignes, colonnes } = tabler(USAGERS_NON_IDENTIFIES, m);
  expect(colonnes.map((c) => c.cle)).toContain('passages');
  expect(
    lignes.map(({ cle, valeurs: v }) => {
      const selection = lireCle(cle);
      if (!selection) throw new Error(cle);
      const d = detailler(USAGERS_NON_IDENTIFIES, m, { selection, max: 10 }, false);
      return [v.numero, v.attentes, v.appels, v.passages, d.total];
    }),
  ).toEqual([
    ['+33199000077', 0, 1, 0, 1],
    ['Numéro masqué', 0, 1, 0, 1],
    ['Sans téléphone', 1, 0, 1, 2],
  ]);
});

test('where the page refused nothing, the state has no column for it', () => {
  const { colonnes } = tabler(USAGERS_NON_IDENTIFIES, matiere([suspens('masque', 'APPEL')]));
  expect(colonnes.map((c) => c.cle)).not.toContain('passages');
});
