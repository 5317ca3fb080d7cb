import { afterEach, describe, expect, test } from 'vitest';
import { donneesDe, dossierDEssai, intervenantLocal, usagerLocal } from '../testing/atelier';
import { demarrer, toutFermer } from '../testing/svi-dessai';
import { CODE_SONDE, NUMERO_SONDE } from './sonde';

afterEach(toutFermer);
const de = NUMERO_SONDE.slice(1);

describe('appel de sonde', () => {
  test('the same way as any call, up to the spoken confirmation, and no document', async () => {
    const svi = await demarrer();
    for (const [touches, dit] of [
      [`${CODE_SONDE},1`, 'Arrivée enregistrée à 2 heures 31.'],
      [`${CODE_SONDE},1,9,2`, 'Départ enregistré à 2 heures 31.'],
    ] as const) {
      const appel = await svi.appeler({ touches, de, callUuid: `sonde-${touches.length}`, repeter: true });
      expect(appel.dit).toContain(dit);
      expect(appel.repetitionsIdentiques).toBe(true);
    }
    expect(await svi.documents()).toEqual([]);
  });

  test('failed, hung up, refused by the disk or too long an id: still no document, and no burst', async () => {
    const svi = await demarrer();
    for (let i = 0; i < 5; i += 1)
      await svi.appeler({ touches: '71248,11111,22222', de: '33199000001', callUuid: `sonde-faux-${i}` });
    await svi.appeler({ touches: CODE_SONDE, de, callUuid: 'sonde-raccroche' });
    expect((await svi.appeler({ touches: `${CODE_SONDE},2`, de, callUuid: `sonde-${'x'.repeat(90)}` })).dit).toContain(
      'Départ enregistré à 2 heures 31.',
    );
    expect(await svi.documents()).toEqual([]);
    expect(svi.lignes.join()).not.toContain('RAFALE');
    expect((await svi.appeler({ touches: '71248,1' })).dit).toContain('Arrivée enregistrée à 2 heures 31.');
  });

  test('its code opens nothing to a call that is none, even if a file gave that code to an aide', async () => {
    const donnees = donneesDe(
      [usagerLocal('M1', 'Jeanne', { telephones: ['+33199000001'] })],
      [intervenantLocal('I1', CODE_SONDE)],
    );
    const svi = await demarrer(await dossierDEssai(donnees));
    for (const numero of [de, '33199000001', 'anonymous']) {
      const appel = await svi.appeler({ touches: `${CODE_SONDE},1`, de: numero });
      expect(appel.dit.join()).not.toContain('enregistrée à');
    }
    expect((await svi.documents()).every((d) => d.type === 'appel')).toBe(true);
  });
});
