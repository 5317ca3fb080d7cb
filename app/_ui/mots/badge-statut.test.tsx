import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { BadgeLigne } from './badge-statut';

const ligne = { statut: 'SANS_ARRIVEE', enAttente: false, dispense: undefined, refus: undefined } as const;
const rendre = (plus: object, court = true): string =>
  renderToStaticMarkup(<BadgeLigne ligne={{ ...ligne, ...plus }} court={court} />);

describe('le statut d’une visite, et ce qu’est devenu ce qui a été tapé', () => {
  it('[CO-6] refusée : son auteur le voit sur la ligne, avec la raison', () => {
    const html = rendre({ refus: 'Réglez l’horloge de ce poste.' });
    expect(html).toContain('Sans arrivée');
    expect(html).toContain('title="Correction refusée. Réglez l’horloge de ce poste."');
    expect(html).toContain('<span class="invisible">Correction refusée</span>');
    expect(html).not.toContain('En attente');
  });
  it('en attente d’envoi : elle le dit, et n’est pas refusée', () => {
    const html = rendre({ enAttente: true }, false);
    expect(html).toContain('<span>En attente d’envoi</span>');
    expect(html).not.toContain('refusée');
  });
  it('sans rien de tapé ici, le statut seul', () => {
    expect(rendre({})).not.toMatch(/attente|refus/);
  });
});
