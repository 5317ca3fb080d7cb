import { describe, expect, it } from 'vitest';
import { numeroE164 } from '#shared/formats/champ-telephone';
import { dateParis, epochMs, instantDe } from '#shared/temps/paris';
import { instantSchema, moisSchema } from '#shared/temps/types';
import { creerAlea } from '#shared/testing/alea';
import { genererService } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { sourceAppels } from './appels';

const midi = instantSchema.parse('2026-10-14T10:00:00Z');
const nuit = instantSchema.parse('2026-10-14T03:30:00Z');
const service = (jusqua: typeof midi) =>
  genererService({ graine: 1, mois: [moisSchema.parse('2026-10')], taille: TAILLES.moyenne, jusqua });

const tirer = (maintenant: typeof midi, nombre: number) => {
  const s = service(maintenant);
  const suivant = sourceAppels(creerAlea(1), s, maintenant);
  return { s, appels: Array.from({ length: nombre }, () => suivant(maintenant)).filter((a) => a !== undefined) };
};

describe('appels de la démonstration', () => {
  it('each call has a number of the service, or none, and the code of an aide', () => {
    const { s, appels } = tirer(midi, 60);
    const numeros = new Set(s.usagers.flatMap((u) => u.propre.telephones.map((t) => numeroE164(t)?.slice(1))));
    const codes = new Set([...s.aides.map((a) => a.code_svi), '00000']);
    expect(appels).toHaveLength(60);
    for (const a of appels) {
      expect(a.de === 'anonymous' || numeros.has(a.de), a.de).toBe(true);
      expect(codes.has(a.touches.split(',')[0]), a.touches).toBe(true);
    }
    expect(appels.some((a) => a.touches.endsWith(',1'))).toBe(true);
    expect(appels.some((a) => a.touches.endsWith(',2'))).toBe(true);
  });

  it('for an hour, visits keep a plausible length, and about as many stay in progress', () => {
    const s = service(midi);
    const suivant = sourceAppels(creerAlea(1), s, midi);
    const auDebut = s.realisations.filter(
      (r) => r.visite && r.arrivee && !r.depart && r.fin > midi && dateParis(r.visite.debut) === dateParis(midi),
    ).length;
    const arrivees = new Map<string, number>();
    const durees: number[] = [];
    let enCours = auDebut;
    const bas: number[] = [];
    for (let seconde = 0; seconde < 3600; seconde += 15) {
      const phrase = suivant(instantDe(epochMs(midi) + seconde * 1000))?.phrase ?? '';
      const [qui, arrive] = [phrase.replace(/ (arrive|repart de) chez /, ' · '), phrase.includes(' arrive chez ')];
      if (arrive) arrivees.set(qui, seconde);
      else if (phrase.includes(' repart de chez ') && arrivees.has(qui))
        durees.push(seconde - (arrivees.get(qui) ?? 0));
      enCours += arrive ? 1 : phrase.includes(' repart de chez ') ? -1 : 0;
      bas.push(enCours);
    }
    expect(auDebut).toBeGreaterThan(10);
    expect(Math.min(...bas)).toBeGreaterThan(auDebut / 2);
    expect(Math.max(...bas)).toBeLessThan(auDebut * 2 + 45);
    expect(durees.filter((d) => d < 8 * 60)).toEqual([]);
  });

  it('in the middle of the night there is still a call', () => {
    expect(tirer(nuit, 5).appels).toHaveLength(5);
  });
});
