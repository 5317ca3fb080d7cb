import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochMs, instantDe } from '../temps/paris';
import type { Instant, Minutes } from '../temps/types';
import { lignesDe } from '../testing/lignes-formats';
import { ecrireFichier } from './codec-ecriture';
import { lireFichier } from './codec-lecture';
import { CORRECTIONS, type LigneCorrection } from './corrections/corrections';
import { documenterFormat } from './documenter';
import { PLANNING } from './planning/planning';
import { POINTAGES } from './pointages/pointages';
import { FORMATS } from './registre';
import { RESTITUTION } from './restitution/restitution';
import { SERVICE_FAIT } from './service-fait/service-fait';
import { USAGERS } from './usagers/usagers';

const lu = <T extends { ok: boolean }>(r: T): Extract<T, { ok: true }> => {
  if (!r.ok) throw new Error(JSON.stringify(r));
  return r as Extract<T, { ok: true }>;
};
const raisonDe = (r: { ok: boolean; raison?: string }): string => r.raison ?? '';
const PLAN = 'id_planning;id_millesime;id_intervenant;debut;fin;code_prestation';

describe('lecture', () => {
  it('prend les colonnes dans n’importe quel ordre, et avertit d’une colonne inconnue', () => {
    const texte =
      'fin;debut;code_prestation;note;id_intervenant;id_millesime;id_planning\n01/10/2026 09:00;01/10/2026 08:00;AD;x;I1;M1;L1\n#FIN;1\n';
    const r = lu(lireFichier(PLANNING, texte));
    expect(r.lignes[0]?.valeur).toEqual({
      id_planning: 'L1',
      id_millesime: 'M1',
      id_intervenant: 'I1',
      debut: '2026-10-01T06:00:00Z',
      fin: '2026-10-01T07:00:00Z',
      code_prestation: 'AD',
    });
    expect(r.avertissements).toEqual([{ ligne: 1, colonne: 'note', raison: expect.stringContaining('inconnue') }]);
  });

  it('laisse de côté un numéro français auquel manque un chiffre, quelle que soit son écriture', () => {
    for (const faute of ['01 99 00 49 6', '+33 01 99 00 49 6', '+33019900496', '0033 01 99 00 49 6'])
      expect([faute, USAGERS.champs.telephones.lire(faute, '')]).toEqual([
        faute,
        // The usager is not lost with it.
        {
          ...{ ok: true, valeur: [] },
          avertissement: expect.stringMatching(
            /^1er numéro de la case : .*de dix chiffres.* : le reste de la ligne est pris$/,
          ),
        },
      ]);
    expect(USAGERS.champs.telephones.lire('01 99 00 49 60|01 99 00 49 6', '')).toMatchObject({
      ...{ ok: true, valeur: ['+33199004960'] },
      avertissement: expect.stringMatching(/^2e numéro/),
    });
    for (const bon of ['01 99 00 49 60', '+33 (0)1 99 00 49 60', '0033 1 99 00 49 60', '+330199004960'])
      expect(USAGERS.champs.telephones.lire(bon, '')).toEqual({ ok: true, valeur: ['+33199004960'] });
    // What an operator told is no one's fault: the punch is taken.
    expect(POINTAGES.champs.numero_appelant.lire('+33019900496', '')).toEqual({ ok: true, valeur: '+33019900496' });
    // Elsewhere a number may begin with 0.
    expect(USAGERS.champs.telephones.lire('+39 02 1234567', '')).toEqual({ ok: true, valeur: ['+39021234567'] });
  });

  it.each([
    ['', /vide/],
    [`${PLAN}\n`, /fichier coupé/],
    [
      `${PLAN}\nL1;M1;I1;01/10/2026 08:00;01/10/2026 09:00;AD\n#FIN;1\nL2;M1;I1;01/10/2026 08:00;01/10/2026 09:00;AD\n`,
      /fichier coupé/,
    ],
    [`${PLAN}\n#FIN;0\n#FIN;1\n`, /au milieu/],
    [`${PLAN}\n#FIN;zéro\n`, /#FIN annonce aucun nombre de lignes/],
    [`${PLAN}\n#FIN;1\n`, /#FIN annonce 1 ligne, le fichier en a/],
    [`${PLAN}\n#FIN\n`, /aucun nombre/],
    [`${PLAN};debut\n#FIN;0\n`, /deux fois/],
    [`${PLAN.replaceAll(';', ',')}\n#FIN;0\n`, /séparés par « ; »/],
    [`${PLAN}\rL1;M1;I1;01/10/2026 08:00;01/10/2026 09:00;AD\r#FIN;1\r`, /fins de ligne.*CR LF/],
    [`${PLAN}\r"L1";M1;I1;01/10/2026 08:00;01/10/2026 09:00;AD\r#FIN;1\r`, /fins de ligne.*CR LF/],
    [`${PLAN}\n"L1;M1;I1;01/10/2026 08:00;01/10/2026 09:00;AD\n#FIN;1\n`, /guillemets/],
    [`${PLAN}\nL"1;M1;I1;01/10/2026 08:00;01/10/2026 09:00;AD\n#FIN;1\n`, /guillemets/],
  ])('refuse le fichier entier : %j', (texte, raison) => {
    const r = lireFichier(PLANNING, texte);
    expect(r.ok).toBe(false);
    expect(raisonDe(r)).toMatch(raison);
  });

  it('compte les lignes du fichier, même après une valeur sur plusieurs lignes et une ligne vide', () => {
    const entete = Object.keys(CORRECTIONS.champs)
      .filter((c) => c !== 'id_creation')
      .join(';');
    const ligne = (id: string, nature: string, commentaire: string): string =>
      `${id};04/10/2026 17:09:46;g;${nature};H1;;;;;;;5;AUTRE;${commentaire}`;
    const texte = [entete, ligne('C1', 'MINUTES', '"a\r\nb"'), '', ligne('C2', 'RIEN', ''), '#FIN;2', ''].join('\r\n');
    const r = lu(lireFichier(CORRECTIONS, texte));
    expect(r.lignes[0]?.valeur.commentaire).toBe('a\r\nb');
    expect(r.refus.map((x) => [x.ligne, x.colonne, x.valeur])).toEqual([[5, 'nature', 'RIEN']]);
  });

  it('admet une fin de fichier complétée par un tableur (#FIN;1;;;)', () => {
    const texte = `${PLAN}\nL1;M1;I1;01/10/2026 08:00;01/10/2026 09:00;AD\n#FIN;1;;;;\n`;
    expect(lu(lireFichier(PLANNING, texte)).lus).toBe(1);
  });

  it.each([
    ['12,5', 750],
    ['12.50', 750],
    ['0,05', 3],
    ['45', 2700],
  ])('lit %s heures comme %i minutes entières', (texte, minutes) => {
    expect(USAGERS.champs.heures_max.lire(texte, '')).toEqual({ ok: true, valeur: minutes });
  });

  it.each(['12,34', '1e3', '-1', '12,', '٣', '1 000'])('refuse %s heures', (texte) => {
    expect(USAGERS.champs.heures_max.lire(texte, '').ok).toBe(false);
  });

  it.each([
    '01 99 00 09 72',
    '0199 000972',
    '+33 1 99 00 09 72',
    '0033 1 99 00 09 72',
    '01.99.00.09.72',
    '0033-1-99-00-09-72',
    '+33 (0)1 99 00 09 72',
  ])('tient %s pour +33199000972', (texte) => {
    expect(POINTAGES.champs.numero_appelant.lire(texte, '')).toEqual({ ok: true, valeur: '+33199000972' });
  });

  it.each(['12', 'masqué', '01 99 00', '01 99 00 09 72 poste 3', '01 99 00 09 72 ou 06 39 98 00 00'])(
    'refuse le numéro %s',
    (texte) => {
      expect(POINTAGES.champs.numero_appelant.lire(texte, '').ok).toBe(false);
    },
  );
});

describe('changements d’heure', () => {
  const lire = (texte: string, decalage: string) => PLANNING.champs.debut.lire(texte, decalage);

  it('prend la première heure répétée, et avertit, sans décalage', () => {
    expect(lire('25/10/2026 02:30', '')).toEqual({
      ok: true,
      valeur: '2026-10-25T00:30:00Z',
      avertissement: expect.stringContaining('première'),
    });
  });
  it('suit le décalage donné', () => {
    expect(lire('25/10/2026 02:30', '+01:00')).toEqual({ ok: true, valeur: '2026-10-25T01:30:00Z' });
    expect(lire('25/10/2026 02:30', '+02:00')).toEqual({ ok: true, valeur: '2026-10-25T00:30:00Z' });
  });
  it('refuse un décalage que Paris n’a pas, et l’heure que le printemps saute', () => {
    expect(lire('25/12/2026 02:30', '+02:00').ok).toBe(false);
    expect(lire('29/03/2026 02:30', '').ok).toBe(false);
  });
  it('écrit les colonnes de décalage, en dernier, seulement dans un fichier où une ligne en a besoin', () => {
    const ligne = (debut: string, fin: string) => ({
      id_millesime: 'M1',
      id_intervenant: 'I1',
      debut: debut as Instant,
      fin: fin as Instant,
      duree: 30 as Minutes,
      minutes_complementaires: 0 as Minutes,
      motif_correction: undefined,
      code_prestation: 'AD',
    });
    const sans = ecrireFichier(SERVICE_FAIT, [ligne('2026-10-25T02:00:00Z', '2026-10-25T02:30:00Z')]);
    expect(sans.split('\r\n')[0]).not.toContain('decalage');
    const avec = ecrireFichier(SERVICE_FAIT, [ligne('2026-10-24T23:30:00Z', '2026-10-25T01:15:00Z')]).split('\r\n');
    expect(avec[0]).toMatch(/;code_prestation;decalage_debut;decalage_fin$/);
    expect(avec[1]).toBe('M1;I1;25/10/2026 01:30;25/10/2026 02:15;30;0;;AD;;+01:00');
  });

  const restituee = (heures: Partial<Record<'debut_prevu' | 'arrivee' | 'debut', string>>, id = 'X') => ({
    ...{ id_intervention: id, id_millesime: 'M1', id_intervenant: 'I1', debut_prevu: undefined, fin_prevue: undefined },
    ...{ arrivee: undefined, depart: undefined, statut_brut: undefined, debut: undefined, fin: undefined },
    ...{ duree: undefined, minutes_complementaires: 0 as Minutes, statut_retenu: 'CORRIGEE' as const },
    ...{ motif_correction: undefined, code_prestation: 'AD', anomalies: [] },
    ...(heures as Partial<Record<'debut_prevu' | 'arrivee' | 'debut', Instant>>),
  });
  /** The columns of offsets of such a file, and their cells in each row. */
  const decalages = (...lignes: ReturnType<typeof restituee>[]): string[] => {
    const texte = ecrireFichier(RESTITUTION, lignes);
    const r = lu(lireFichier(RESTITUTION, texte));
    expect([r.refus, r.lignes.map((l) => l.valeur), r.avertissements]).toEqual([[], lignes, []]);
    const rangs = texte.split('\r\n').slice(0, -2);
    return rangs.map((l) => l.split(';').slice(Object.keys(RESTITUTION.champs).length).join(';'));
  };
  const [PUNCHED, SUMMER, WINTER] = ['2026-10-25T00:50:00Z', '2026-10-25T00:10:00Z', '2026-10-25T01:10:00Z'];

  it('RESTITUTION: hours that share an offset have their own in a file where a row gives them different ones', () => {
    const deux = 'decalage_debut;decalage_fin;decalage_arrivee;decalage_depart';
    // Punched at 2 h 50 in summer time, corrected to 3 h 05 in winter time; the other 2 h 10; and a row that needs none.
    expect(
      decalages(
        restituee({ arrivee: PUNCHED, debut: '2026-10-25T02:05:00Z' }, 'A'),
        restituee({ arrivee: SUMMER, debut: WINTER }, 'B'),
        restituee({ arrivee: '2026-10-25T06:00:00Z', debut: '2026-10-25T06:00:00Z' }, 'C'),
      ),
    ).toEqual([deux, ';;+02:00;', '+01:00;;+02:00;', ';;;']);
    // Nothing but its own column, empty, tells that the shared one is not the arrival's.
    expect(decalages(restituee({ arrivee: '2026-10-25T02:05:00Z', debut: PUNCHED }))).toEqual([deux, '+02:00;;;']);
  });
  it('RESTITUTION: one offset that is right for both stays in the one column, and a planned hour has its own', () => {
    expect(decalages(restituee({ arrivee: SUMMER, debut: SUMMER }), restituee({ arrivee: WINTER }, 'Y'))).toEqual([
      'decalage_debut;decalage_fin',
      '+02:00;',
      '+01:00;',
    ]);
    expect(decalages(restituee({ debut_prevu: WINTER }))).toEqual([
      'decalage_debut_prevu;decalage_fin_prevue',
      '+01:00;',
    ]);
    expect(decalages(restituee({ debut_prevu: '2026-10-25T06:00:00Z', arrivee: '2026-10-25T06:01:00Z' }))).toEqual([
      '',
      '',
    ]);
  });
});

describe('aller et retour', () => {
  const instant = fc
    .integer({
      min: epochMs('2026-10-24T20:00:00Z' as Instant) / 1000,
      max: epochMs('2026-10-25T06:00:00Z' as Instant) / 1000,
    })
    .map((s) => instantDe(s * 1000));
  const minute = instant.map((i) => `${i.slice(0, 17)}00Z` as Instant);
  const texte = fc
    .string({
      unit: fc.constantFrom('a', 'é', ';', '"', '\n', '\r', ' ', '#', "'", ',', '|', '\u00a0', '€'),
      maxLength: 30,
    })
    .map((t) => t.trim().normalize('NFC'));
  const vide = <T>(a: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(a, { nil: undefined });
  const correction: fc.Arbitrary<LigneCorrection> = fc.record({
    id_correction: fc.uuid().map((u) => u.slice(0, 30)),
    instant,
    auteur: texte.map((t) => t || 'x'),
    nature: fc.constantFrom('CREATION', 'HORAIRE', 'MINUTES'),
    id_pointage: vide(fc.constant('H1')),
    id_planning: vide(fc.constant('L1')),
    id_millesime: vide(fc.constant('M1')),
    id_intervenant: vide(fc.constant('I1')),
    code_prestation: vide(fc.constant('AD')),
    debut: vide(minute),
    fin: vide(minute),
    minutes: vide(fc.integer({ min: -999, max: 999 }).map((n) => n as Minutes)),
    motif: texte.map((t) => t || 'AUTRE'),
    commentaire: vide(texte).map((t) => t || undefined),
    id_creation: vide(fc.constant('C1')),
  });

  it.each(
    FORMATS.filter((f) => Object.values(f.champs).some((c) => c.sorte === 'INSTANT')).map((f) => [f.nom, f] as const),
  )('%s : chaque heure se relit comme elle était, celles de l’heure répétée aussi', (_, f) => {
    fc.assert(
      fc.property(lignesDe(f), (lignes) => {
        const r = lu(lireFichier(f, ecrireFichier(f, lignes)));
        expect(r.refus).toEqual([]);
        expect(r.lignes.map((l) => l.valeur)).toEqual(lignes);
        // What was not said would be taken for the first of the two, with a warning.
        expect(r.avertissements).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('ce qui est écrit se relit à l’identique, autour de l’heure répétée et quels que soient les textes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(correction, { selector: (c) => c.id_correction, maxLength: 8 }), (lignes) => {
        const r = lu(lireFichier(CORRECTIONS, ecrireFichier(CORRECTIONS, lignes)));
        expect(r.refus).toEqual([]);
        expect(r.lignes.map((l) => l.valeur)).toEqual(lignes);
      }),
      { numRuns: 200 },
    );
  });
});

it('documente chaque format depuis sa table', () => {
  for (const f of FORMATS) {
    const texte = documenterFormat(f);
    for (const colonne of Object.keys(f.champs)) expect(texte).toContain(`| \`${colonne}\` |`);
  }
});

describe('identifiants réservés', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'an id that every object has already (« %s ») is refused, whoever it names: a month that keeps it by id could not be closed',
    (id) => {
      for (const [usager, aide] of [
        [id, 'I1'],
        ['M1', id],
      ]) {
        const texte = `${PLAN}\nL1;${usager};${aide};01/10/2026 08:00;01/10/2026 09:00;AD\n#FIN;1\n`;
        const r = lu(lireFichier(PLANNING, texte));
        expect([r.lignes, r.refus.map((x) => x.raison)]).toEqual([
          [],
          ['ce mot est réservé : donnez un autre identifiant'],
        ]);
      }
    },
  );
});
