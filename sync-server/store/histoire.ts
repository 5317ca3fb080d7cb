import { ulid } from 'ulid';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Histoire } from '#shared/contrats/store/marques';
import { assurerBases } from './bases';
import { apresChangement, poser } from './ecrire';
import type { Magasin } from './lire';

export const ID_HISTOIRE = 'histoire';

const connues = new WeakMap<object, Promise<Histoire>>();

const ecrire = async (m: Magasin, neuve: Histoire): Promise<Histoire> => {
  await assurerBases(m, [BASE_CENTRALE]);
  // Another process may have named it meanwhile: its word stands.
  const ecrite = apresChangement(
    await poser<Histoire>(m, BASE_CENTRALE, ID_HISTOIRE, (la) => (la ? undefined : neuve)),
  );
  if (!ecrite) throw new Error('histoire du magasin non écrite');
  return ecrite;
};

const nouvelle = (): Histoire => ({ _id: ID_HISTOIRE, type: 'histoire', id: ulid() });

/** [decision 0144] What was restored begins a life of its own, and says which ones it goes on from. */
export const suivreHistoires = async (m: Magasin, ancetres: readonly string[]): Promise<void> => {
  await ecrire(m, { ...nouvelle(), ancetres: [...ancetres] });
};

/** Read once a process: data are restored into an empty installation, before any service opens it. */
export const lireHistoireEntiere = (m: Magasin): Promise<Pick<Histoire, 'id' | 'ancetres'>> => {
  const connue = connues.get(m);
  if (connue) return connue;
  const lue = ecrire(m, nouvelle());
  connues.set(m, lue);
  lue.catch(() => connues.delete(m));
  return lue;
};

export const lireHistoire = async (m: Magasin): Promise<string> => (await lireHistoireEntiere(m)).id;
