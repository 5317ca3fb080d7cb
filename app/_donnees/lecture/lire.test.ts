import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { EchecHttp } from '../serveur/api';
import { vue } from './etapes';
import { creerLecture } from './lire';

/** A server that answers when it is told to: what it was asked for, and who still waits. */
const serveur = () => {
  const demandes: { repondre: (v: string) => void; echouer: (e: unknown) => void; abandon: AbortSignal }[] = [];
  const lire = (abandon: AbortSignal): Promise<string> =>
    new Promise((repondre, echouer) => demandes.push({ repondre, echouer, abandon }));
  return { demandes, lecture: creerLecture(lire) };
};
const silence = new EchecHttp(0, 'RESEAU', 'Le serveur ne répond pas.');

describe('a reading', () => {
  afterEach(() => vi.restoreAllMocks());

  it('the key changes while it is in flight: the former is given up, and its answer shown nowhere', async () => {
    const { demandes, lecture } = serveur();
    lecture.demander('octobre');
    lecture.demander('novembre');
    expect(demandes.map((d) => d.abandon.aborted)).toEqual([true, false]);
    demandes[1]?.repondre('onze');
    await vi.waitFor(() => expect(vue(lecture.lire(), 'novembre').valeur).toBe('onze'));
    demandes[0]?.repondre('dix');
    await new Promise(setImmediate);
    expect(vue(lecture.lire(), 'novembre').valeur).toBe('onze');
  });

  it('the same key twice is one request', () => {
    const { demandes, lecture } = serveur();
    lecture.demander('octobre');
    lecture.demander('octobre');
    expect(demandes).toHaveLength(1);
  });

  it('fails, and is tried again', async () => {
    const { demandes, lecture } = serveur();
    lecture.demander('octobre');
    demandes[0]?.echouer(silence);
    await vi.waitFor(() => expect(vue(lecture.lire(), 'octobre').echec).toBe(silence.message));
    lecture.encore();
    demandes[1]?.repondre('dix');
    await vi.waitFor(() => expect(vue(lecture.lire(), 'octobre')).toMatchObject({ valeur: 'dix', echec: undefined }));
  });

  it('is answered by something that its contract does not know: said, not thrown, and the wait is over', async () => {
    const console_ = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const lecture = creerLecture(async () => z.object({ visites: z.number() }).parse({ visites: 'dix' }));
    lecture.demander('octobre');
    await vi.waitFor(() =>
      expect(vue(lecture.lire(), 'octobre')).toMatchObject({
        enCours: false,
        code: 'ILLISIBLE',
        echec: 'La réponse du serveur n’a pas pu être lue. Rechargez la page, puis recommencez.',
      }),
    );
    expect(console_).toHaveBeenCalledOnce();
  });

  it('whose reader throws before it has asked anything has failed too', async () => {
    const lecture = creerLecture((): Promise<string> => {
      throw silence;
    });
    lecture.demander('octobre');
    await vi.waitFor(() => expect(vue(lecture.lire(), 'octobre').echec).toBe(silence.message));
  });

  it('that its screen leaves is given up, its failure told to nobody', async () => {
    const console_ = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { demandes, lecture } = serveur();
    lecture.demander('octobre');
    lecture.quitter();
    expect(demandes[0]?.abandon.aborted).toBe(true);
    demandes[0]?.echouer(new Error('abandonnée'));
    await new Promise(setImmediate);
    expect([lecture.lire().etape, console_.mock.calls.length]).toEqual(['REPOS', 0]);
  });
});
