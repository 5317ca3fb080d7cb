import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { differer } from './differe';

const Grille = ({ titre }: { titre: string }) => <table title={titre} />;
const attente = <p>Lecture…</p>;

describe('un composant dont le code vient plus tard', () => {
  it('laisse voir l’attente, puis se dessine dès que son code est là, demandé une seule fois', async () => {
    let demandes = 0;
    const Differee = differer(async () => {
      demandes += 1;
      return Grille;
    }, attente);
    expect(renderToStaticMarkup(<Differee titre="Octobre" />)).toBe('<p>Lecture…</p>');
    Differee.precharger();
    Differee.precharger();
    await new Promise(setImmediate);
    expect(demandes).toBe(1);
    expect(renderToStaticMarkup(<Differee titre="Octobre" />)).toBe('<table title="Octobre"></table>');
  });

  it('dont le code n’est pas venu est redemandé', async () => {
    let demandes = 0;
    const Differee = differer(async () => {
      demandes += 1;
      if (demandes === 1) throw new Error('réseau');
      return Grille;
    }, attente);
    Differee.precharger();
    await new Promise(setImmediate);
    expect(renderToStaticMarkup(<Differee titre="Octobre" />)).toBe('<p>Lecture…</p>');
    Differee.precharger();
    await new Promise(setImmediate);
    expect(demandes).toBe(2);
    expect(renderToStaticMarkup(<Differee titre="Octobre" />)).toBe('<table title="Octobre"></table>');
  });
});
