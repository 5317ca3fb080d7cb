import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ETAPES_APPEL, ISSUES_APPEL, SOURCES } from '#shared/contrats/pointages/pointage';
import { paris, usager } from '#shared/testing/constructeurs';
import { numerosDuPoste } from '../../../../_ui/personnes/connus';
import { compterNumeros } from '../compter';
import { appel, auj, etat, NUMERO, pointe, prevue, signature } from '../testing/constructeurs';
import { compterAilleurs } from './ailleurs';
import { rappele, reussisDe } from './appels';
import { appelsDuNumero } from './appels-numero';
import { consigneDe } from './echecs';
import { composerVu, jourDeLaFiche, resteSansSuite, suivreAppels } from './suivi-appels';

describe('appels sans suite', () => {
  it('[PT-4] chaque étape et chaque issue ont une phrase et une consigne', () => {
    for (const etape of ETAPES_APPEL) {
      for (const issue of ISSUES_APPEL) {
        for (const source of SOURCES) {
          const c = consigneDe({ etape, issue, source });
          expect(c.constat).toMatch(/^[A-ZÀÉ]/);
          expect(c.faire).toMatch(/\.$/);
        }
      }
    }
  });
  const visite = prevue('U1', '2026-11-25 08:00', '2026-11-25 09:00', { arrivee: pointe('2026-11-25 08:05', NUMERO) });
  const suivi = (local: string, plus = {}) => rappele(appel(local, plus), reussisDe(new Map([['x', [visite]]]), []));
  it('[PT-4] rappelé du même numéro dans les minutes qui suivent : rien ne reste à faire', () => {
    expect(suivi('2026-11-25 08:01')).toBe(paris('2026-11-25 08:05'));
    expect(suivi('2026-11-25 08:06')).toBeUndefined();
    expect(suivi('2026-11-25 07:55')).toBe(paris('2026-11-25 08:05'));
    expect(suivi('2026-11-25 07:54')).toBeUndefined();
    expect(suivi('2026-11-25 08:01', { intervenantId: 'I2' })).toBeUndefined();
    expect(suivi('2026-11-25 08:01', { numeroAppelant: '+33155500002' })).toBeUndefined();
  });
  it('[PT-10] refusé par la page, puis pointé à ce domicile ou par elle : rien ne reste à faire, sauf de ce qui était trop ancien', () => {
    const parPage = (plus: object) =>
      suivi('2026-11-25 08:01', { source: 'QR', numeroAppelant: undefined, issue: 'CODE_ERRONE', ...plus });
    expect(parPage({ usagerId: 'U1' })).toBe(paris('2026-11-25 08:05'));
    expect(parPage({ intervenantId: 'I1', issue: 'FUTUR' })).toBe(paris('2026-11-25 08:05'));
    expect(parPage({ usagerId: 'U2' })).toBeUndefined();
    expect(parPage({ usagerId: 'U1', issue: 'TROP_ANCIEN' })).toBeUndefined();
    expect(parPage({})).toBeUndefined();
  });
  it('[PT-4] un numéro masqué et une aide inconnue ne se suivent pas', () => {
    expect(rappele({ ...appel('2026-11-25 08:01'), numeroAppelant: undefined }, [])).toBeUndefined();
  });
});

describe('ce qu’il reste à faire d’un appel sans suite', () => {
  const numero = '+33199000001';
  const rate = appel('2026-11-25 08:31', { numeroAppelant: numero });
  const suivre = (plus: Parameters<typeof prevue>[3], prises: ReturnType<typeof composerVu>[] = []) => {
    const visite = prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', plus);
    const e = etat({ usagers: [usager('U1', { telephones: [numero] })], interventions: [visite], suspens: [rate] });
    const tout = { ...e, saisies: new Map([...e.saisies, ...prises.map((p) => [p._id, p] as const)]) };
    const [s] = suivreAppels(tout, [rate], [], numerosDuPoste(tout, 'PC'));
    return { s, compte: compterNumeros(tout, 'PC', auj).appels, reste: s && resteSansSuite(s) };
  };
  const ailleurs = '+33155500009';
  it('[PT-4] la visite complète, ou qui a l’heure que l’appel voulait, ne demande rien', () => {
    expect(suivre({})).toMatchObject({ s: { acquis: undefined }, compte: 1, reste: true });
    const arrivee = pointe('2026-11-25 08:33', ailleurs);
    const depart = pointe('2026-11-25 09:33', ailleurs);
    expect(suivre({ arrivee, depart })).toMatchObject({ s: { acquis: 'COMPLETE' }, compte: 0, reste: false });
    expect(suivre({ arrivee })).toMatchObject({ s: { acquis: 'ARRIVEE' }, compte: 0 });
    expect(suivre({ depart })).toMatchObject({ s: { acquis: undefined }, compte: 1 });
  });
  it('[PT-4] rappelé aussitôt pour le départ d’une visite, complète depuis : une autre, qui va commencer, n’y change rien', () => {
    const u = usager('U1', { telephones: [numero] });
    const sansSuite = appel('2026-11-25 09:28', { numeroAppelant: numero });
    const faite = prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', {
      ...{ arrivee: pointe('2026-11-25 08:31', numero), depart: pointe('2026-11-25 09:30', numero) },
    });
    const suivante = prevue('U1', '2026-11-25 09:45', '2026-11-25 10:45');
    const e = etat({ usagers: [u], interventions: [faite, suivante], suspens: [sansSuite] });
    const [s] = suivreAppels(e, [sansSuite], [], numerosDuPoste(e, 'PC'));
    expect(s).toMatchObject({ rappel: paris('2026-11-25 09:30') });
  });
  it('[PT-4] pointer son départ du même téléphone, plus tard ou aussitôt, n’est pas rappeler pour l’arrivée qui manque', () => {
    expect(suivre({ depart: pointe('2026-11-25 09:33', numero) })).toMatchObject({
      s: { rappel: undefined },
      compte: 1,
    });
    expect(suivre({ depart: pointe('2026-11-25 08:38', numero) })).toMatchObject({
      s: { rappel: undefined },
      compte: 1,
    });
    const arrivee = pointe('2026-11-25 08:38', numero);
    expect(suivre({ arrivee })).toMatchObject({ s: { rappel: arrivee.instant }, compte: 0 });
    expect(suivre({ arrivee: pointe('2026-11-25 08:52', numero) })).toMatchObject({
      s: { rappel: undefined, acquis: 'ARRIVEE' },
      compte: 0,
    });
  });
  it('[PT-10] refusé par la page, trop ancien : sa visite et sa fiche sont de l’heure dite, non de celle où il est parvenu', () => {
    const vieux = appel('2026-11-25 08:40', {
      ...{ source: 'LIEN', numeroAppelant: undefined, usagerId: 'U1', intervenantId: 'I1', etape: 'SENS' },
      ...{ issue: 'TROP_ANCIEN', sens: 'DEPART', heureDite: paris('2026-11-21 09:31') },
    });
    const faite = { arrivee: pointe('2026-11-25 08:31', ailleurs), depart: pointe('2026-11-25 09:30', ailleurs) };
    const visites = [
      prevue('U1', '2026-11-21 08:30', '2026-11-21 09:30', { arrivee: pointe('2026-11-21 08:31', ailleurs) }),
      prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', faite),
    ];
    const e = etat({ usagers: [usager('U1', {})], interventions: visites, suspens: [vieux] });
    const [s] = suivreAppels(e, [vieux], [], numerosDuPoste(e, 'PC'));
    expect(s).toMatchObject({ acquis: undefined, visite: { date: '2026-11-21' } });
    expect(s && [resteSansSuite(s), jourDeLaFiche(s)]).toEqual([true, '2026-11-21']);
    const [seul] = suivreAppels({ ...e, jours: new Map() }, [vieux], [], numerosDuPoste(e, 'PC'));
    expect(seul && jourDeLaFiche(seul)).toBe('2026-11-21');
  });
  it('[PT-10] refusé par la page, il dit son sens : l’autre heure de la visite ne le règle pas', () => {
    const depart = appel('2026-11-25 08:50', {
      ...{ source: 'LIEN', numeroAppelant: undefined, usagerId: 'U1', intervenantId: 'I1' },
      ...{ etape: 'DEPART', issue: 'LIEN_FERME', sens: 'DEPART' },
    });
    const visite = prevue('U1', '2026-11-25 08:30', '2026-11-25 09:30', {
      arrivee: pointe('2026-11-25 08:31', ailleurs),
    });
    const e = etat({ usagers: [usager('U1', {})], interventions: [visite], suspens: [depart] });
    const [s] = suivreAppels(e, [depart], [], numerosDuPoste(e, 'PC'));
    expect(s && [s.acquis, resteSansSuite(s)]).toEqual([undefined, true]);
  });
  it('[PT-4] l’appel d’après minuit est de la visite de la veille : sa fiche est de ce jour-là', () => {
    const nuit = prevue('U1', '2026-11-24 22:30', '2026-11-25 00:30', {
      arrivee: pointe('2026-11-24 22:31', ailleurs),
    });
    const rateLaNuit = appel('2026-11-25 00:31', { numeroAppelant: numero });
    const e = etat({
      ...{ usagers: [usager('U1', { telephones: [numero] })] },
      ...{ interventions: [nuit], suspens: [rateLaNuit] },
    });
    const [s] = suivreAppels(e, [rateLaNuit], [], numerosDuPoste(e, 'PC'));
    expect(s && [resteSansSuite(s), jourDeLaFiche(s)]).toEqual([true, '2026-11-24']);
  });
  it('vu par une collègue, il quitte le compte ; rendu, il y revient', () => {
    const vu = composerVu(rate, 'PRENDRE', signature('a'));
    expect(suivre({}, [vu])).toMatchObject({ s: { vu: { qui: 'marie' } }, compte: 0, reste: false });
    const rendu = composerVu(rate, 'RENDRE', signature('b', paris('2026-11-25 12:01')));
    expect(suivre({}, [vu, rendu])).toMatchObject({ s: { vu: undefined }, compte: 1 });
  });
});

describe('les appels d’une proposition', () => {
  it('[PT-8] chacun avec son heure et sa visite, les derniers d’abord', () => {
    const lundi = prevue('U1', '2026-11-23 08:00', '2026-11-23 09:00', { arrivee: pointe('2026-11-23 08:00', NUMERO) });
    const mardi = prevue('U1', '2026-11-24 08:00', '2026-11-24 09:00', {
      arrivee: pointe('2026-11-24 08:01'),
      depart: pointe('2026-11-24 09:01', NUMERO),
    });
    const appels = appelsDuNumero(etat({ interventions: [lundi, mardi] }).jours, NUMERO);
    expect(appels.map((a) => [a.sens, a.instant, a.intervention.id])).toEqual([
      ['DEPART', paris('2026-11-24 09:01'), mardi.id],
      ['ARRIVEE', paris('2026-11-23 08:00'), lundi.id],
    ]);
  });
});

describe('appels d’ailleurs', () => {
  it('[PT-8] comptés par aide, sur ses appels, avec le numéro utilisé', () => {
    const u = usager('U1', { telephones: ['+33199000001'] });
    const ici = prevue('U1', '2026-11-24 08:00', '2026-11-24 09:00', {
      arrivee: pointe('2026-11-24 08:00'),
      depart: pointe('2026-11-24 09:00'),
    });
    const ailleurs = prevue('U1', '2026-11-25 08:00', '2026-11-25 09:00', {
      arrivee: pointe('2026-11-25 08:00', '+33155500003'),
      depart: pointe('2026-11-25 09:00'),
      anomalies: ['NUMERO_AUTRE'],
    });
    const connus = numerosDuPoste(etat({ usagers: [u] }), 'PC');
    const [aide, ...reste] = compterAilleurs([ici, ailleurs], new Map([['U1', u]]), connus);
    expect(aide).toMatchObject({ intervenantId: 'I1', ailleurs: 1, appels: 4 });
    expect(aide?.visites).toEqual([{ intervention: ailleurs, arrivee: '+33155500003', depart: undefined }]);
    expect(reste).toEqual([]);
  });
  it('[PT-9] pointé sans téléphone : compté à part, ni appel ni appel d’ailleurs', () => {
    const u = usager('U1', { telephones: ['+33199000001'] });
    const visites = [
      prevue('U1', '2026-11-24 08:00', '2026-11-24 09:00', {
        arrivee: { ...pointe('2026-11-24 08:00'), source: 'QR' },
        depart: { ...pointe('2026-11-24 09:00'), source: 'LIEN' },
        anomalies: ['NUMERO_AUTRE'],
      }),
      prevue('U1', '2026-11-25 08:00', '2026-11-25 09:00', { arrivee: pointe('2026-11-25 08:00') }),
    ];
    const connus = numerosDuPoste(etat({ usagers: [u] }), 'PC');
    const [aide] = compterAilleurs(visites, new Map([['U1', u]]), connus);
    expect(aide).toMatchObject({ ailleurs: 0, appels: 1, sansTelephone: 2 });
    expect(aide?.visites).toHaveLength(1);
  });
  it('[PT-8] la part ne dépasse jamais le tout', () => {
    const sources = fc.constantFrom('SVI' as const, 'FICHE' as const, 'REPRISE' as const);
    const numeros = fc.constantFrom('+33199000001', '+33155500003');
    const cote = fc.option(fc.record({ source: sources, numeroAppelant: numeros }), { nil: undefined });
    const u = usager('U1', { telephones: ['+33199000001'] });
    fc.assert(
      fc.property(fc.array(fc.record({ arrivee: cote, depart: cote, autre: fc.boolean() })), (l) => {
        const visites = l.map(({ arrivee, depart, autre }) =>
          prevue('U1', '2026-11-25 08:00', '2026-11-25 09:00', {
            ...(arrivee ? { arrivee: { ...pointe('2026-11-25 08:00'), ...arrivee } } : {}),
            ...(depart ? { depart: { ...pointe('2026-11-25 09:00'), ...depart } } : {}),
            anomalies: autre ? ['NUMERO_AUTRE'] : [],
          }),
        );
        const connus = numerosDuPoste(etat({ usagers: [u] }), 'PC');
        for (const a of compterAilleurs(visites, new Map([['U1', u]]), connus))
          expect(a.ailleurs).toBeLessThanOrEqual(a.appels);
      }),
    );
  });
});
