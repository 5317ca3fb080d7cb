import { describe, expect, it } from 'vitest';
import { numerosDeLUsager, usagersDuNumero } from '#shared/domain/pointage/numeros';
import { numeroE164 } from '#shared/formats/champ-telephone';
import { jour, parametresAu, paris, usager } from '#shared/testing/constructeurs';
import { telephonesDe } from '../../../../_ui/personnes/connus';
import { defaitEnMots, dureeFaite } from '../phrases';
import { attente, auj, etat, geste, NUMERO, pointe, prevue, signature } from '../testing/constructeurs';
import { apercu } from './apercu';
import { actionsRecentes, composerGeste, donner, retrait } from './gestes';

describe('ce que rattacher fera', () => {
  const a = attente('ARRIVEE', '2026-11-25 08:31');
  const d = attente('DEPART', '2026-11-25 09:29');
  const loin = attente('ARRIVEE', '2026-11-24 15:00', { intervenantId: 'I2' });
  const visites = [
    prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30'),
    prevue('U1', '2026-11-25 18:00', '2026-11-25 19:00'),
  ];
  it('[AP-6] dit à quelle visite prévue va chaque appel, par les règles du service', () => {
    const r = apercu([d, a, loin], 'U1', undefined, visites, parametresAu);
    expect(r.pris.map((p) => [p.attente.pointageId, p.visite?.id])).toEqual([
      [loin.pointageId, undefined],
      [a.pointageId, visites[0]?.id],
      [d.pointageId, visites[0]?.id],
    ]);
    expect(r.restent).toBe(0);
  });
  it('dit ce que la visite durera, et si c’est inhabituel', () => {
    const ouverte = prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', { arrivee: pointe('2026-11-25 08:30') });
    const dure = (depart: string) =>
      apercu([attente('DEPART', depart)], 'U1', undefined, [ouverte], parametresAu).pris[0]?.dure;
    const dite = dure('2026-11-25 17:16');
    expect(dite && dureeFaite(dite)).toBe('la visite durera 8\u00a0h\u00a046 pour 1\u00a0h prévue');
    expect(dureeFaite({ duree: 60, prevue: 45, inhabituelle: false })).toContain('1\u00a0h pour 45\u00a0min prévues');
    expect(dure('2026-11-25 09:31')).toEqual({ duree: 61, prevue: 60, inhabituelle: false });
    expect(dure('2026-11-25 17:16')).toEqual({ duree: 526, prevue: 60, inhabituelle: true });
    expect(apercu([a, d], 'U1', undefined, visites, parametresAu).pris.map((p) => p.dure?.duree)).toEqual([
      undefined,
      58,
    ]);
    expect(apercu([a], 'U1', undefined, visites, parametresAu).pris[0]?.dure).toBeUndefined();
  });
  it('[PT-3] un appel corrigé par la touche 9 ferme la visite, celui qu’il remplace n’en ouvre aucune', () => {
    const arrivee = attente('ARRIVEE', '2026-11-24 17:00');
    const faux = attente('ARRIVEE', '2026-11-24 18:05', { pointageId: 'faux' });
    const vrai = attente('DEPART', '2026-11-24 18:05', { pointageId: 'vrai', remplace: 'faux' });
    const prises = apercu([faux, vrai, arrivee], 'U1', undefined, visites, parametresAu).pris;
    expect(prises.flatMap((p) => (p.dure ? [[p.attente.pointageId, p.dure.duree]] : []))).toEqual([['vrai', 65]]);
  });
  it('[AP-2] un départ ferme l’arrivée que la visite a déjà', () => {
    const ouverte = prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', { arrivee: pointe('2026-11-25 08:29') });
    expect(apercu([d], 'U1', undefined, [ouverte], parametresAu).pris[0]?.visite?.id).toBe(ouverte.id);
  });
  it('[PT-5] à partir d’une date, les appels plus anciens restent', () => {
    expect(apercu([a, d, loin], 'U1', auj, visites, parametresAu)).toMatchObject({ restent: 1, pris: [{}, {}] });
  });
});

describe('gestes', () => {
  const dansLeFichier = (...ids: string[]) => ({ usagersDe: () => ids, rattachements: [] });
  it('[PT-5] donner un numéro à une date le retire à l’un et l’ajoute à l’autre ; le retrait défait tout', () => {
    const voulus = donner(NUMERO, 'U1', 'U2', auj, dansLeFichier('U1'));
    const faits = voulus.map((v, n) => composerGeste(v, signature(`a${n}`), []));
    const defaits = faits.map((f, n) =>
      composerGeste(retrait(f), signature(`b${n}`, paris('2026-11-26 09:00')), faits),
    );
    expect(defaits.map((d) => [d.retire, d._id])).toEqual([
      ['a0', 'rattachement:2026-11-25:b0'],
      ['a1', 'rattachement:2026-11-25:b1'],
    ]);
    const connu = (rattachements: typeof faits) => ({ usagersDe: () => ['U1'], rattachements });
    expect(usagersDuNumero(NUMERO, auj, connu(faits)).usagers).toEqual(['U2']);
    expect(usagersDuNumero(NUMERO, jour('2026-11-24'), connu(faits)).usagers).toEqual(['U1']);
    // Of the file again, and of no gesture: it goes on following the file.
    expect(usagersDuNumero(NUMERO, auj, connu([...faits, ...defaits]))).toEqual({ usagers: ['U1'], attaches: [] });
  });
  it('[PT-5] donné à qui le partage déjà, il n’est que repris à l’autre', () => {
    const gestes = (...ids: string[]) => donner(NUMERO, 'U1', 'U2', auj, dansLeFichier(...ids)).map((v) => v.geste);
    expect([gestes('U1'), gestes('U1', 'U2'), gestes('U1', 'U2', 'U3')]).toEqual([
      ['DETACHER', 'RATTACHER'],
      ['DETACHER'],
      ['DETACHER', 'RATTACHER'],
    ]);
  });
  it('[PT-5] rattaché par erreur puis annulé, un numéro du fichier est de nouveau aux deux', () => {
    const erreur = geste('U1', { numero: NUMERO });
    const gestes = [erreur, composerGeste(retrait(erreur), signature('a'), [erreur])];
    const connu = { usagersDe: () => ['U1', 'U2'], rattachements: gestes };
    expect(usagersDuNumero(NUMERO, auj, connu)).toEqual({ usagers: ['U1', 'U2'], attaches: [] });
  });
  it('[PT-5] un usager s’appelle aux numéros du fichier, dans leur ordre, puis à ceux que l’antenne a rattachés ; un geste refusé ne dit rien', () => {
    const u = usager('U1', { telephones: ['+33199000002', '+33199000001'] });
    const gestes = [
      geste('U1', { numero: '+33639980001' }),
      geste('U1', { numero: '+33199000001', geste: 'DETACHER', depuis: auj }),
      geste('U1', { numero: '+33639980009', id: 'refuse' }),
      geste('U2', { numero: '+33639980002' }),
    ];
    const e = etat({ usagers: [u], gestes });
    const refus = new Map([...e.refus]);
    const [refuse] = gestes.filter((g) => g.id === 'refuse');
    if (refuse) refus.set(refuse._id, { code: 'X', message: 'x' } as never);
    expect(telephonesDe({ ...e, refus }, 'U1', auj)).toEqual(['+33199000002', '+33639980001']);
    expect(telephonesDe({ ...e, refus }, 'U1', jour('2026-11-24'))).toEqual([
      '+33199000002',
      '+33199000001',
      '+33639980001',
    ]);
    expect(telephonesDe(etat({ usagers: [u] }), 'U1', auj)).toEqual(u.telephones);
    expect(telephonesDe(e, 'U9', auj)).toEqual([]);
  });
  it('[PT-5] le dernier geste l’emporte, quelle que soit l’horloge du poste', () => {
    const futur = geste('U1', { instant: paris('2026-11-25 12:30'), id: 'z' });
    const voulu = { geste: 'DETACHER', numero: NUMERO, usagerId: 'U1' } as const;
    const apres = composerGeste(voulu, signature('a'), [futur]);
    expect(apres.instant > futur.instant).toBe(true);
    expect(numerosDeLUsager(usager('U1'), auj, [futur, apres])).toEqual([]);
  });
  it('un don est une seule action ; ce qui a été défait n’est plus à défaire', () => {
    const d1 = geste('U1', { geste: 'DETACHER', instant: paris('2026-11-25 10:00') });
    const d2 = geste('U2', { instant: paris('2026-11-25 10:00') });
    const seul = geste('U3', { numero: '+33155500002', instant: paris('2026-11-25 09:00') });
    const defait = composerGeste(retrait(seul), signature('y'), [seul]);
    expect(actionsRecentes([d2, seul, defait, d1]).map((a) => a.map((g) => g.id))).toEqual([[d1.id, d2.id]]);
    // What is under another of the same number and usager is undone after it.
    const dessus = geste('U3', { numero: '+33155500002', geste: 'DETACHER', instant: paris('2026-11-25 09:30') });
    expect(actionsRecentes([seul, dessus])).toEqual([[dessus]]);
    expect(actionsRecentes([seul, dessus, composerGeste(retrait(dessus), signature('x'), [dessus])])).toEqual([[seul]]);
    const ecarte = geste('U4', { geste: 'ECARTER', instant: paris('2026-11-25 08:00') });
    expect(actionsRecentes([ecarte])).toEqual([[ecarte]]);
    expect(actionsRecentes([ecarte, composerGeste(retrait(ecarte), signature('zz'), [ecarte])])).toEqual([]);
  });
  it.each([
    ['01 55 50 00 01', NUMERO],
    ['0155500001', NUMERO],
    ['+33 1 55 50 00 01', NUMERO],
    ['0033155500001', NUMERO],
    ['+3225550001', '+3225550001'],
    ['+32 (0)475 12 34 56', '+32475123456'],
    ['+33 (0)1 45 00 00 01', '+33145000001'],
    ['01.55.50.00.01', NUMERO],
    ['01\u00a055\u00a050\u00a000\u00a001', NUMERO],
    ['', undefined],
    ['12', undefined],
    ['01 55 50 00', undefined],
    ['+33 0 1', undefined],
    ['bonjour', undefined],
  ])('« %s » se lit %s', (texte, lu) => expect(numeroE164(texte)).toBe(lu));
});

describe('un geste défait', () => {
  it('[PT-5] dit ce qui vaut à présent, et non ce qui avait été fait', () => {
    const fait = (quoi: 'RATTACHER' | 'DETACHER' | 'ECARTER') =>
      defaitEnMots({ geste: quoi, numero: NUMERO, usagerId: 'U1', depuis: undefined }, 'GUICHARD Léa', auj).replaceAll(
        '\u00a0',
        ' ',
      );
    expect(fait('RATTACHER')).toBe('01 55 50 00 01 est à qui il était avant d’être rattaché à GUICHARD Léa');
    expect(fait('DETACHER')).toBe('01 55 50 00 01 est de nouveau à GUICHARD Léa, depuis toujours');
    expect(fait('ECARTER')).toBe('01 55 50 00 01 peut de nouveau être proposé pour GUICHARD Léa');
  });
});
