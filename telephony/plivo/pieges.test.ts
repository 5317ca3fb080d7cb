import { afterEach, describe, expect, test } from 'vitest';
import { tenirAlertes } from '../alertes';
import { indexer } from '../annuaire/annuaire';
import { ouvrirJournal } from '../journal/journal';
import { type Ouvrir, ouvrirSegment } from '../journal/segments';
import { signerV3 } from '../simulator/signature';
import { lireDocument } from '../simulator/xml';
import { attendreQue, donneesDEssai, dossierTemporaire, JETON, journalTechnique } from '../testing/atelier';
import { actionDe, demarrer, INSTANT, phrases, toutFermer } from '../testing/svi-dessai';
import { servirAppels } from './appels';
import { lireFormulaire, lireRequete } from './formulaire';
import { jetonsDe } from './jeton';
import { creerServeur } from './serveur';

afterEach(toutFermer);

// One test for each fact of the operator's that bites; those of the signature are in
// signature.test.ts, those of the XML in xml.test.ts, those of its API beside the commands that use it.
describe('ce qui mord chez l’opérateur', () => {
  test('webhooks are form-urlencoded, From often without +; withheld is `anonymous` or `266696687`', async () => {
    const svi = await demarrer();
    for (const [de, dit] of [
      ['33199000001', 'Arrivée, tapez 1.'],
      ['anonymous', 'Tapez le code du bénéficiaire'],
      ['266696687', 'Tapez le code du bénéficiaire'],
    ] as const) {
      expect((await svi.appeler({ touches: '71248', de })).dit.join()).toContain(dit);
    }
  });

  test('hangup_url defaults to the answer URL: the end of a call does not begin another', async () => {
    const svi = await demarrer();
    const champs = { CallUUID: 'defaut', From: '33199000001', Event: 'Hangup', CallStatus: 'completed' };
    const xml = await (await svi.poster('/plivo/appel', champs)).text();
    expect(lireDocument(xml)).toEqual([]);
  });

  test('[PT-6] a repeated request carries the same nonce: answered again with the same XML, never refused', async () => {
    const svi = await demarrer();
    const appel = await svi.appeler({ touches: '71248,1', repeter: true });
    expect(appel.repetitionsIdentiques).toBe(true);
    expect(await svi.documents()).toHaveLength(1);
  });

  test('silence falls through to the Redirect, or comes as empty Digits: both ask again', async () => {
    const svi = await demarrer();
    for (const silence of ['digits-vides', 'redirect'] as const) {
      const { dit } = await svi.appeler({ touches: ',71248,1', silence, callUuid: silence });
      expect(dit[1]).toBe('Je n’ai rien reçu. Tapez votre code, à 5 chiffres.');
    }
  });

  test('[PT-2] StartTime, AnswerTime and EndTime of a hang-up are local time without offset: they tell nothing', async () => {
    const svi = await demarrer();
    const locaux = {
      StartTime: '2026-10-25 02:31:49',
      AnswerTime: '2026-10-25 02:31:50',
      EndTime: '2026-10-25 02:33:02',
    };
    const champs = { CallUUID: 'fuseau', From: '33199000001', ...locaux };
    await svi.poster('/plivo/fin', {
      ...champs,
      Event: 'Hangup',
      HangupCause: 'NORMAL_CLEARING',
      HangupCauseName: 'Normal',
    });
    expect(await svi.documents()).toEqual([expect.objectContaining({ id: 'fuseau', instant: INSTANT })]);
    expect(svi.lignes.join()).not.toContain('HORLOGE');
  });

  test('action must be a full URL of the public origin, whatever address the request came by', async () => {
    const svi = await demarrer(undefined, undefined, { PUBLIC_ORIGIN: 'https://svi.exemple.fr/' });
    const champs = { CallUUID: 'origine', From: '33199000001' };
    const r = await svi.poster('/plivo/appel', champs, { host: 'autre.exemple.fr' }, 'https://svi.exemple.fr');
    expect(actionDe(await r.text())).toMatch(/^https:\/\/svi\.exemple\.fr\/plivo\/etape\?e=/);
  });

  test('the fallback URL serves the answer URL only: a call begun there goes on like any other', async () => {
    const svi = await demarrer();
    const champs = { CallUUID: 'secours', From: '33199000001' };
    const un = await (await svi.poster('/plivo/secours', champs)).text();
    const deux = await (await svi.poster(actionDe(un).slice(svi.url.length), { ...champs, Digits: '71248' })).text();
    expect(phrases(deux)).toEqual(['Arrivée, tapez 1. Départ, tapez 2.']);
  });

  test('[PT-4] an exception would be silence: an apology is heard, and the failed call is kept', async () => {
    const { log, lignes } = journalTechnique();
    const horloge = () => Date.parse(INSTANT);
    const dossier = await dossierTemporaire();
    const appels = await servirAppels({
      ouvrirJournal: (instantane) => ouvrirJournal({ dossier, log, instantane }),
      annuaire: () => {
        throw new Error('annuaire perdu');
      },
      telephones: {},
      jetons: jetonsDe(JETON),
      chercherTraces: async () => new Map(),
      seuils: { rafale: 10, rafaleMasques: 30, ecartHorlogeS: 120, appelOublieS: 1200, delaiEchecS: 0 },
      urlEtape: (jeton) => `https://svi.exemple.fr/plivo/etape?e=${jeton}`,
      alertes: tenirAlertes(horloge, log),
      horloge,
      patienter: async () => undefined,
      log,
    });
    const requete = lireRequete('/plivo/appel', lireFormulaire('CallUUID=perdu&From=33199000001'));
    expect(phrases(await appels.traiter(requete))[0]).toContain('Excusez-nous');
    expect(lignes.join()).toContain('APPEL_EN_ERREUR');
    await expect
      .poll(() => appels.journal.enAttente().flatMap((e) => e.documents.map((d) => d.document)))
      .toEqual([expect.objectContaining({ type: 'appel', id: 'perdu', etape: 'DEPART', issue: 'ERREUR' })]);
    await appels.arreter();
  });

  test('[PT-4] disk full while a failed call is held back: said once, then its end, and the call is kept', async () => {
    const { log, lignes } = journalTechnique();
    let maintenant = Date.parse(INSTANT);
    const horloge = () => maintenant;
    const dossier = await dossierTemporaire();
    let plein = false;
    let refus = 0;
    const ouvrir: Ouvrir = async (chemin) => {
      const f = await ouvrirSegment(chemin);
      return {
        ...f,
        datasync: async () => {
          if (!plein) return f.datasync();
          refus += 1;
          throw Object.assign(new Error('plus de place'), { code: 'ENOSPC' });
        },
      };
    };
    const appels = await servirAppels({
      ouvrirJournal: (instantane) => ouvrirJournal({ dossier, log, instantane, ouvrir }),
      annuaire: () => indexer(donneesDEssai()),
      telephones: {},
      jetons: jetonsDe(JETON),
      chercherTraces: async () => new Map(),
      seuils: { rafale: 10, rafaleMasques: 30, ecartHorlogeS: 120, appelOublieS: 1200, delaiEchecS: 1 },
      urlEtape: (jeton) => `https://svi.exemple.fr/plivo/etape?e=${jeton}`,
      alertes: tenirAlertes(horloge, log),
      horloge,
      patienter: async () => undefined,
      log,
    });
    await appels.traiter(lireRequete('/plivo/fin', lireFormulaire('CallUUID=tenu&From=33199000001&Event=Hangup')));
    plein = true;
    maintenant += 2_000;
    await attendreQue(() => refus >= 3, 'le règlement est refusé trois fois');
    plein = false;
    await attendreQue(() => appels.journal.enAttente().length > 0, 'l’appel échoué est au journal');
    await attendreQue(() => lignes.some((l) => l.includes('à nouveau fait')), 'la fin est dite');
    await appels.arreter();
    const dites = lignes.filter((l) => l.includes('ENOSPC'));
    expect(dites.map((l) => l.includes('JOURNAL_REFUSE'))).toEqual([true, false]);
  });

  test('and where even that fails, the operator still gets 200 and the apology', async () => {
    const { log } = journalTechnique();
    const { app } = creerServeur({
      appels: { traiter: () => Promise.reject(new Error('tout est perdu')) },
      origine: () => 'https://svi.exemple.fr',
      authToken: JETON,
      sante: () => ({ pret: true }),
      log,
    });
    const { nonce, signature } = signerV3(JETON, 'https://svi.exemple.fr/plivo/appel', { CallUUID: 'x' });
    const r = await app.inject({
      method: 'POST',
      url: '/plivo/appel',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-plivo-signature-v3': signature,
        'x-plivo-signature-v3-nonce': nonce,
      },
      payload: 'CallUUID=x',
    });
    expect(r.statusCode).toBe(200);
    expect(phrases(r.body)[0]).toContain('Excusez-nous');
    await app.close();
  });
});
