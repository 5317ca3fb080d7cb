import { afterEach, expect, test } from 'vitest';
import { type Ouvrir, ouvrirSegment } from '../journal/segments';
import { actionDe, demarrer, phrases, toutFermer } from '../testing/svi-dessai';

afterEach(toutFermer);

test('[PT-1] a worker that stops answers what it was asked: the punch that is on the disk is heard', async () => {
  let retenir = false;
  let ecrire = (): void => undefined;
  let ecriture = (): void => undefined;
  const enTrainDEcrire = new Promise<void>((ok) => {
    ecriture = ok;
  });
  const ouvrir: Ouvrir = async (chemin) => {
    const f = await ouvrirSegment(chemin);
    const datasync = async (): Promise<void> => {
      if (retenir)
        await new Promise<void>((ok) => {
          ecrire = ok;
          ecriture();
        });
      return f.datasync();
    };
    return { ...f, datasync };
  };
  const svi = await demarrer(undefined, ouvrir);
  const poster = async (url: string, champs: Record<string, string>): Promise<string> =>
    (await svi.poster(url.replace(svi.url, ''), { CallUUID: 'x', From: '33199000001', ...champs })).text();
  const code = actionDe(await poster('/plivo/appel', {}));
  const sens = actionDe(await poster(code, { Digits: '71248' }));

  retenir = true;
  const reponse = poster(sens, { Digits: '1' });
  await enTrainDEcrire;
  const arret = svi.arreter();
  retenir = false;
  ecrire();
  expect(phrases(await reponse)[0]).toContain('Arrivée enregistrée');
  await arret;
});
