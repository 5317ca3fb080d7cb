import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Session, sessionSchema } from '#shared/contrats/acces/compte';
import { acces, type EtatAcces } from '../acces/etat';
import { EchecHttp } from '../serveur/api';
import { aLOuverture, devancable } from './devancer';

const session: Session = sessionSchema.parse({
  identifiant: 'anne',
  nom: 'Anne',
  role: 'GESTIONNAIRE',
  responsable: false,
  antennes: ['EST'],
  partCle: '',
  expireLe: '2026-10-15T20:00:00Z',
});
const aller = (e: EtatAcces): void => acces.changer(() => e);

/** What the server is asked, each with its answer. */
const serveur = () => {
  const demandes: string[] = [];
  return { demandes, lire: devancable(async (mois: string) => `${mois}, demande ${demandes.push(mois)}`) };
};

describe('ce qu’une page demande d’avance', () => {
  beforeEach(() => {
    vi.useRealTimers();
    aller({ etape: 'OUVERTURE' });
  });

  it('est demandé une fois la session connue, et pris une seule fois', async () => {
    const { demandes, lire } = serveur();
    aLOuverture(() => lire.devancer('2026-10'));
    expect(demandes).toEqual([]);
    aller({ etape: 'OUVERTURE', session });
    expect(demandes).toEqual(['2026-10']);
    expect(await lire.lire('2026-10')).toBe('2026-10, demande 1');
    expect(await lire.lire('2026-10')).toBe('2026-10, demande 2');
  });

  it('l’est aussi par une page dont le code vient après la session', async () => {
    const { demandes, lire } = serveur();
    aller({ etape: 'OUVERTURE', session });
    aLOuverture(() => lire.devancer('2026-10'));
    expect(demandes).toEqual(['2026-10']);
  });

  it('ne l’est pas une fois la page ouverte : qui y vient demande lui-même', () => {
    const { demandes, lire } = serveur();
    aller({ etape: 'LEGER', session });
    aLOuverture(() => lire.devancer('2026-10'));
    aller({ etape: 'OUVERTURE', session });
    expect(demandes).toEqual([]);
  });

  it('n’est pas la réponse d’une autre question', async () => {
    const { lire } = serveur();
    await lire.devancer('2026-10');
    expect(await lire.lire('2026-09')).toBe('2026-09, demande 2');
  });

  it('est oublié de qui doit se connecter, ou vient trop tard', async () => {
    const { lire } = serveur();
    await lire.devancer('2026-10');
    aller({ etape: 'CONNEXION' });
    expect(await lire.lire('2026-10')).toBe('2026-10, demande 2');
    vi.useFakeTimers();
    await lire.devancer('2026-10');
    vi.advanceTimersByTime(20_001);
    expect(await lire.lire('2026-10')).toBe('2026-10, demande 4');
  });

  it('refusé, le refus est dit à qui le prend, puis redemandé', async () => {
    let essais = 0;
    const lecture = devancable(async () => {
      essais += 1;
      if (essais === 1) throw new EchecHttp(503, 'HTTP_503', 'Le serveur redémarre.');
      return essais;
    });
    aller({ etape: 'OUVERTURE', session });
    aLOuverture(() => lecture.devancer());
    await expect(lecture.lire()).rejects.toThrow('Le serveur redémarre.');
    expect(await lecture.lire()).toBe(2);
  });
});
