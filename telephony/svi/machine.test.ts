import { describe, expect, test } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { indexer } from '../annuaire/annuaire';
import { donneesDEssai, donneesDe, intervenantLocal, usagerLocal } from '../testing/atelier';
import type { Contexte, Effet, PointageNouveau, Transition } from './etat';
import { avancer, CORRECTIONS_MAX, commencer, redemander } from './machine';
import { MESSAGES, texte } from './messages';

const INSTANT = '2026-10-01T06:31:49Z' as Instant;
const SEUL = '+33199000001';
const COUPLE = '+33199000002';
const INCONNU = '+33199000099';

const contexte = (donnees = donneesDEssai(), rafale = false): Contexte => {
  const a = indexer(donnees);
  return {
    intervenantDuCode: (code) => a.intervenantDuCode(code, '2026-10-01' as never),
    intervenant: a.intervenant,
    usagerDuCode: (code) => a.usagerDuCode(code, '2026-10-01' as never),
    usagersDuNumero: (numero) => a.usagersDuNumero(numero, '2026-10-01' as never),
    telephoneAntenne: (antenne) => (antenne === 'CENTRE' ? '0144010203' : '0144000000'),
    rafale,
  };
};

type Deroule = { t: Transition; dit: string[]; pointages: PointageNouveau[]; echecs: (Effet & { type: 'ECHOUER' })[] };

/** Plays a call: keys separated by commas (nothing = silence), `!` = hang-up. */
const jouer = (numero: string | undefined, touches: string, c = contexte()): Deroule => {
  const d: Deroule = {
    t: commencer({ appelId: 'A', instant: INSTANT, ...(numero ? { numero } : {}) }, c),
    dit: [],
    pointages: [],
    echecs: [],
  };
  const noter = (): void => {
    for (const e of d.t.effets) {
      if (e.type === 'DIRE') d.dit.push(texte(e.parole));
      if (e.type === 'POINTER') d.pointages.push(...e.pointages);
      if (e.type === 'ECHOUER') d.echecs.push(e);
    }
  };
  noter();
  for (const touche of touches === 'rien' ? [] : touches.split(',')) {
    d.t = avancer(d.t.etat, touche === '!' ? { type: 'RACCROCHE' } : { type: 'TOUCHES', touches: touche }, c);
    noter();
  }
  return d;
};

const sens = (d: Deroule) => d.pointages.map((p) => [p.usagerId, p.sens]);

describe('les chemins d’un appel', () => {
  test('[PT-3] known number, one usager: code, then 1 or 2 says the direction', () => {
    expect(sens(jouer(SEUL, '71248,1'))).toEqual([['M1', 'ARRIVEE']]);
    expect(sens(jouer(SEUL, '71248,2'))).toEqual([['M1', 'DEPART']]);
    expect(jouer(SEUL, '71248,1').dit).toEqual([
      'Bonjour. Tapez votre code.',
      'Arrivée, tapez 1. Départ, tapez 2.',
      'Arrivée enregistrée à 8 heures 31.',
      'Pour corriger, tapez 9 ; sinon raccrochez.',
    ]);
  });

  test('[PT-3] two calls in a row with the same key give the same direction: never an alternation', () => {
    expect(sens(jouer(SEUL, '71248,2'))).toEqual(sens(jouer(SEUL, '71248,2')));
  });

  test('a couple is offered, by first name and initial; 0 is both', () => {
    expect(sens(jouer(COUPLE, '71248,2,1'))).toEqual([['M3', 'ARRIVEE']]);
    const deux = jouer(COUPLE, '71248,0,2');
    expect(sens(deux)).toEqual([
      ['M2', 'DEPART'],
      ['M3', 'DEPART'],
    ]);
    expect(new Set(deux.pointages.map((p) => p.id)).size).toBe(2);
    expect(deux.dit).toContain('Pour Luc E., tapez 1.');
    expect(sens(jouer(COUPLE, '71248,3,,1,1'))).toEqual([['M2', 'ARRIVEE']]);
  });

  test('0 is not a choice among three; ten at one number are asked their code', () => {
    const plusieurs = (n: number) =>
      contexte(
        donneesDe(
          Array.from({ length: n }, (_, i) =>
            usagerLocal(`M${i}`, `P${i}`, { telephones: [SEUL], codeUsager: `10000${i}` }),
          ),
          [intervenantLocal('I1', '71248')],
        ),
      );
    expect(jouer(SEUL, '71248,0', plusieurs(3)).t.etat.etape).toBe('CHOIX');
    expect(jouer(SEUL, '71248', plusieurs(10)).t.etat.etape).toBe('BENEFICIAIRE');
    expect(sens(jouer(SEUL, '71248,100004,1', plusieurs(10)))).toEqual([['M4', 'ARRIVEE']]);
  });

  test.each([
    ['Marie', 'Marie'],
    ['Anne-Marie', 'anne marie'],
    ['Élodie', 'Elodie'],
  ])(
    '[PT-5] two usagers of one number who are spoken alike, %s and %s: their code is asked, for no key tells them apart',
    (un, deux) => {
      const telephones = [SEUL];
      const c = contexte(
        donneesDe(
          [
            usagerLocal('M1', un, { telephones, codeUsager: '100001' }),
            usagerLocal('M2', deux, { telephones, codeUsager: '100002' }),
            usagerLocal('M3', 'Luc', { telephones, codeUsager: '100003' }),
          ],
          [intervenantLocal('I1', '71248')],
        ),
      );
      expect(jouer(SEUL, '71248', c).dit).toContain(MESSAGES.BENEFICIAIRE_PLUSIEURS);
      expect(sens(jouer(SEUL, '71248,100002,1', c))).toEqual([['M2', 'ARRIVEE']]);
      expect(sens(jouer(SEUL, '71248,#,1', c))).toEqual([[undefined, 'ARRIVEE']]);
    },
  );

  test.each([INCONNU, undefined])('[PT-5] unknown or withheld number (%s): the usager’s code, or #', (numero) => {
    expect(sens(jouer(numero, '71248,654321,1'))).toEqual([['M1', 'ARRIVEE']]);
    expect(sens(jouer(numero, '71248,654321#,1'))).toEqual([['M1', 'ARRIVEE']]);
    expect(sens(jouer(numero, '71248,#,1'))).toEqual([[undefined, 'ARRIVEE']]);
    expect(sens(jouer(numero, '71248,111111,222222,333333,2'))).toEqual([[undefined, 'DEPART']]);
    // The network swallowed the # key.
    expect(sens(jouer(numero, '71248,,,,1'))).toEqual([[undefined, 'ARRIVEE']]);
    expect(jouer(numero, '71248,#,1').dit).toContain('Votre antenne précisera le bénéficiaire.');
  });

  test('9: the earlier punch is kept, and replaced only by the next key', () => {
    const d = jouer(SEUL, '71248,1,9,2');
    expect(d.pointages).toEqual([
      { id: 'A-0-M1', sens: 'ARRIVEE', usagerId: 'M1' },
      { id: 'A-1-M1', sens: 'DEPART', usagerId: 'M1', remplace: 'A-0-M1' },
    ]);
    expect(jouer(SEUL, '71248,1,9,!').pointages).toHaveLength(1);
    expect(jouer(SEUL, '71248,1,9,!').echecs).toEqual([]);
    expect(jouer(SEUL, '71248,1,9,,,').t.etat.etape).toBe('FIN');
    expect(jouer(SEUL, '71248,1,9,,,').echecs).toEqual([]);
    expect(jouer(COUPLE, '71248,0,1,9,2').pointages.map((p) => p.remplace)).toEqual([
      undefined,
      undefined,
      'A-0-M2',
      'A-0-M3',
    ]);
  });

  test('9 is offered a bounded number of times', () => {
    const d = jouer(SEUL, `71248,1${',9,1'.repeat(CORRECTIONS_MAX)}`);
    expect(d.t.etat.etape).toBe('FIN');
    expect(d.pointages).toHaveLength(CORRECTIONS_MAX + 1);
  });

  test.each([
    ['11111,2,333', 'CODE', 'CODE_ERRONE'],
    [',,', 'CODE', 'SILENCE'],
    ['#,#,#', 'CODE', 'SILENCE'],
    ['!', 'CODE', 'RACCROCHE'],
    ['11111,!', 'CODE', 'CODE_ERRONE'],
    ['11111,,,', 'CODE', 'CODE_ERRONE'],
    ['71248,!', 'SENS', 'RACCROCHE'],
    ['71248,,,', 'SENS', 'SILENCE'],
    ['71248,3,4,5', 'SENS', 'TROP_D_ESSAIS'],
  ])('[PT-4] keys « %s » from a known number: a failed call at %s, %s', (touches, etape, issue) => {
    const d = jouer(SEUL, touches);
    expect(d.echecs).toEqual([{ type: 'ECHOUER', etape, issue }]);
    expect(d.pointages).toEqual([]);
    expect(d.t.etat.etape).toBe('FIN');
  });

  test.each([
    [COUPLE, '71248,7,8,9', 'CHOIX', 'TROP_D_ESSAIS'],
    [COUPLE, '71248,,,', 'CHOIX', 'SILENCE'],
    [INCONNU, '71248,!', 'BENEFICIAIRE', 'RACCROCHE'],
  ])('[PT-4] %s « %s »: a failed call at %s, %s', (numero, touches, etape, issue) => {
    expect(jouer(numero, touches).echecs).toEqual([{ type: 'ECHOUER', etape, issue }]);
  });

  test('a failure says what to do: the telephone of the antenna', () => {
    expect(jouer(SEUL, ',,').dit.join(' ')).toContain('Appelez votre antenne au 01 44 01 02 03.');
    expect(jouer(INCONNU, ',,').dit.join(' ')).toContain('Appelez votre antenne au 01 44 00 00 00.');
    const sans: Contexte = { ...contexte(), telephoneAntenne: () => undefined };
    expect(jouer(SEUL, ',,', sans).dit.join(' ')).toContain('Appelez votre antenne.');
  });

  test('after a burst of wrong codes: one more ends the call politely, and is kept; a right code passes as ever', () => {
    const apres = contexte(donneesDEssai(), true);
    const d = jouer(SEUL, '11111', apres);
    expect(d.echecs).toEqual([{ type: 'ECHOUER', etape: 'CODE', issue: 'CODE_ERRONE' }]);
    expect(d.dit[1]).toContain('trop de codes erronés ont été tapés. Rien n’est enregistré. Appelez votre antenne');
    expect([d.t.etat.etape, sens(jouer(SEUL, '71248,1', apres))]).toEqual(['FIN', [['M1', 'ARRIVEE']]]);
    expect(jouer(SEUL, ',', apres).t.etat.etape).toBe('CODE');
  });

  test('[PT-5] after a burst: one wrong usager’s code, and the call goes on without; nothing that is keyed is lost', () => {
    const apres = contexte(donneesDEssai(), true);
    expect(sens(jouer(undefined, '71248,111111,1', apres))).toEqual([[undefined, 'ARRIVEE']]);
    expect(sens(jouer(undefined, '71248,654321,1', apres))).toEqual([['M1', 'ARRIVEE']]);
    expect(sens(jouer(undefined, '71248,,654321,1', apres))).toEqual([['M1', 'ARRIVEE']]);
  });

  test('[PT-6] whether there is a burst is what it was as the call began: a worker that counted otherwise answers alike', () => {
    const rafale = contexte(donneesDEssai(), true);
    const touches = ['11111', '', '71248', '111111', '654321', '1'];
    const suites = (debut: Contexte, suite: Contexte, numero?: string): Transition[] => {
      let { etat } = commencer({ appelId: 'A', instant: INSTANT, ...(numero ? { numero } : {}) }, debut);
      return touches.map((t) => {
        const reponse = avancer(etat, { type: 'TOUCHES', touches: t }, suite);
        // A key that ends the call goes no further: the next ones are of a call that went on.
        if (reponse.etat.etape !== 'FIN') etat = reponse.etat;
        return reponse;
      });
    };
    for (const numero of [SEUL, INCONNU, undefined])
      for (const debut of [rafale, contexte()])
        expect(suites(debut, rafale, numero)).toEqual(suites(debut, contexte(), numero));
    // And the first words are the same for all: only what is behind their address differs.
    expect(commencer({ appelId: 'A', instant: INSTANT }, rafale).effets).toEqual(
      commencer({ appelId: 'A', instant: INSTANT }, contexte()).effets,
    );
  });

  test('a wrong code is told, an aide’s and a usager’s; a silence or # is none', () => {
    const errones = (touches: string): number => {
      let t = commencer({ appelId: 'A', instant: INSTANT }, contexte());
      let n = 0;
      for (const touche of touches.split(',')) {
        t = avancer(t.etat, { type: 'TOUCHES', touches: touche }, contexte());
        n += t.effets.filter((e) => e.type === 'CODE_ERRONE').length;
      }
      return n;
    };
    expect(['11111', ',11111,2', '71248,111111,222222,333333', '71248,,#', '71248,654321,1'].map(errones)).toEqual([
      1, 2, 3, 0, 0,
    ]);
  });

  test('hanging up after 1 or 2 keeps the punch and is no failure', () => {
    expect(jouer(SEUL, '71248,1,!').echecs).toEqual([]);
  });
});

test('asking again says the question of the present step', () => {
  const c = contexte();
  for (const [numero, touches, etape] of [
    [SEUL, 'rien', 'CODE'],
    [COUPLE, '71248', 'CHOIX'],
    [INCONNU, '71248', 'BENEFICIAIRE'],
    [SEUL, '71248', 'SENS'],
    [SEUL, '71248,1', 'CONFIRME'],
  ] as const) {
    const { t } = jouer(numero, touches);
    const encore = redemander(t.etat, c);
    expect(encore.etat).toEqual(t.etat);
    expect(encore.effets).toContainEqual({ type: 'DEMANDER', etape });
    expect(encore.effets.some((e) => e.type === 'DIRE')).toBe(true);
  }
});

test('a value missing from a sentence is a broken invariant', () => {
  expect(() => texte({ message: 'CHOIX_UN' })).toThrow('CHOIX_UN');
  expect(Object.values(MESSAGES).every((m) => m.length > 0)).toBe(true);
});
