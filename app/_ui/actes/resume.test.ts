import { expect, it } from 'vitest';
import type { Saisie } from '#shared/contrats/saisie';
import { resumeSaisie } from './resume';

it('[CO-6] ce qui attend se dit en une ligne, les sigles en capitales', () => {
  const signalement = { type: 'signalement', categorie: 'TELEPHONE' } as Saisie;
  expect(resumeSaisie(signalement)).toBe('Incident signalé : téléphone des aides (SVI)');
  expect(resumeSaisie({ type: 'sanstele', raison: 'REFUS' } as Saisie)).toBe('Sans télégestion : refus de l’usager');
  expect(resumeSaisie({ type: 'proforma', decision: 'VALIDE' } as Saisie)).toBe('Pro forma validé');
});
