import { beforeEach, describe, expect, it } from 'vitest';
import { type Consultation, consultationsSchema, LIMITE_CONSULTATIONS } from '#shared/contrats/acces/administration';
import { creerFile, GARDEES_MAX, MEME_LECTURE_MS } from './file-consultations';

let garde: Map<string, string>;
let recus: Consultation[];
let serveur: 'RECU' | 'REFUSE' | 'MUET';
let ici: number;
let verrous: string[];
/** For whom each batch left. */
let pour: string[];
let plein: boolean;
beforeEach(() => {
  garde = new Map();
  recus = [];
  serveur = 'RECU';
  ici = Date.parse('2026-11-25T08:00:00Z');
  verrous = [];
  pour = [];
  plein = false;
});

let enCours: Promise<void> = Promise.resolve();
const onglet = () =>
  creerFile({
    lire: (qui) => garde.get(qui) ?? null,
    ecrire: (qui, texte) => {
      if (texte === undefined) garde.delete(qui);
      else if (plein && texte.length > (garde.get(qui)?.length ?? 0))
        throw new DOMException('plein', 'QuotaExceededError');
      else garde.set(qui, texte);
    },
    envoyer: async (consultations, identifiant) => {
      pour.push(identifiant);
      consultationsSchema.parse({ consultations });
      if (serveur === 'MUET') throw new Error('silence');
      if (serveur === 'RECU') recus.push(...consultations);
    },
    seul: (travail) => {
      verrous.push('pris');
      enCours = enCours.then(travail);
      return enCours;
    },
    maintenantMs: () => ici,
  });

const usagerDe = (c: Consultation | undefined): string | undefined => (c && 'usagerId' in c ? c.usagerId : undefined);

describe('file des consultations', () => {
  it('garde ce qui est lu sans réseau, et l’envoie dès que le serveur répond', async () => {
    const f = onglet();
    serveur = 'MUET';
    f.noter('anne', { usagerId: 'U1' });
    await f.envoyer('anne');
    expect([recus.length, garde.size]).toEqual([0, 1]);
    // The page was closed: another one finds the queue.
    serveur = 'RECU';
    await onglet().envoyer('anne');
    expect(recus).toEqual([{ usagerId: 'U1', instant: '2026-11-25T08:00:00Z' }]);
    expect(garde.size).toBe(0);
  });
  it('garde à part la lecture du téléphone d’une aide et celle d’un dossier du même numéro', async () => {
    const f = onglet();
    expect(f.noter('anne', { usagerId: 'X1' })).toBe(true);
    expect(f.noter('anne', { intervenantId: 'X1' })).toBe(true);
    expect(f.noter('anne', { intervenantId: 'X1' })).toBe(false);
    await f.envoyer('anne');
    expect(recus).toEqual([
      { usagerId: 'X1', instant: '2026-11-25T08:00:00Z' },
      { intervenantId: 'X1', instant: '2026-11-25T08:00:00Z' },
    ]);
  });
  it('dit combien le journal d’audit n’a pas encore, jusqu’à ce qu’il les ait', async () => {
    const f = onglet();
    serveur = 'MUET';
    f.noter('anne', { usagerId: 'U1' });
    f.noter('anne', { usagerId: 'U2' });
    await f.envoyer('anne');
    expect([f.enAttente('anne'), f.enAttente('bea')]).toEqual([2, 0]);
    serveur = 'RECU';
    await f.envoyer('anne');
    expect(f.enAttente('anne')).toBe(0);
  });
  it('le même dossier regardé à nouveau dans les dix minutes est la même lecture, de la même personne', () => {
    const f = onglet();
    expect([
      f.noter('anne', { usagerId: 'U1' }),
      f.noter('anne', { usagerId: 'U1' }),
      f.noter('bea', { usagerId: 'U1' }),
    ]).toEqual([true, false, true]);
    ici += MEME_LECTURE_MS;
    expect(f.noter('anne', { usagerId: 'U1' })).toBe(true);
  });
  it('part par lots que le serveur prend ; un lot refusé pour toujours ne retient pas les suivants', async () => {
    const f = onglet();
    for (let n = 0; n <= LIMITE_CONSULTATIONS; n++) f.noter('anne', { usagerId: `U${n}` });
    await f.envoyer('anne');
    expect(recus).toHaveLength(LIMITE_CONSULTATIONS + 1);
    f.noter('anne', { usagerId: 'V1' });
    serveur = 'REFUSE';
    await f.envoyer('anne');
    expect(garde.size).toBe(0);
  });
  it('deux onglets qui envoient ensemble n’envoient rien deux fois', async () => {
    onglet().noter('anne', { usagerId: 'U1' });
    await Promise.all([onglet().envoyer('anne'), onglet().envoyer('anne')]);
    expect(recus).toHaveLength(1);
  });
  it('n’envoie que pour qui est là, ne prend pas de verrou pour rien, et supporte une file illisible', async () => {
    const f = onglet();
    f.noter('anne', { usagerId: 'U1' });
    await f.envoyer('bea');
    garde.set('bea', '{');
    await f.envoyer('bea');
    expect([recus.length, verrous.length]).toEqual([0, 0]);
    expect(f.noter('bea', { usagerId: 'U2' })).toBe(true);
    await f.envoyer('bea');
    expect(recus.map(usagerDe)).toEqual(['U2']);
    // The server is told whose they are: the cookie may be of another.
    expect(pour).toEqual(['bea']);
  });
  it('ne grossit pas sans fin : les plus anciennes partent', () => {
    const f = onglet();
    garde.set('anne', JSON.stringify(Array.from({ length: GARDEES_MAX }, (_, n) => ({ usagerId: `U${n}` }))));
    f.noter('anne', { usagerId: 'dernier' });
    const reste = JSON.parse(garde.get('anne') ?? '') as Consultation[];
    expect([reste.length, ...[reste[0], reste.at(-1)].map(usagerDe)]).toEqual([GARDEES_MAX, 'U1', 'dernier']);
  });
  it('sans place sur le disque : l’écran continue, la page les tient, et ils partent, chacun une fois', async () => {
    const f = onglet();
    f.noter('anne', { usagerId: 'U1' });
    plein = true;
    expect([f.noter('anne', { usagerId: 'U2' }), f.noter('anne', { usagerId: 'U3' })]).toEqual([true, true]);
    expect([f.enAttente('anne'), JSON.parse(garde.get('anne') ?? '')]).toEqual([
      3,
      [expect.objectContaining({ usagerId: 'U1' })],
    ]);
    await f.envoyer('anne');
    expect(recus.map(usagerDe)).toEqual(['U1', 'U2', 'U3']);
    expect([f.enAttente('anne'), garde.size]).toEqual([0, 0]);
    await f.envoyer('anne');
    expect(recus).toHaveLength(3);
  });
  it('la place revenue, ce que la page tenait se garde avec le suivant', () => {
    const f = onglet();
    plein = true;
    f.noter('anne', { usagerId: 'U1' });
    plein = false;
    f.noter('anne', { usagerId: 'U2' });
    expect(onglet().enAttente('anne')).toBe(2);
  });
});
