import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aleatoire, deBase64, enBase64, ouvrir, sceller } from './chiffrement';
import { creerTrousseau, ouvrirParMotDePasse, ouvrirParServeur, renouveler, type Trousseau } from './cles';

const cle = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const part = () => enBase64(aleatoire(32));
/** The real number of iterations costs half a second each time; the code is the same. */
const PEU = 1_000;

describe('chiffrement', () => {
  it('rend ce qui a été scellé', async () => {
    const k = await cle();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (v) => {
        expect(await ouvrir(k, await sceller(k, v))).toEqual(JSON.parse(JSON.stringify(v)));
      }),
      { numRuns: 50 },
    );
  });
  it('ne scelle jamais deux fois pareil, et ne laisse rien lire', async () => {
    const k = await cle();
    const [a, b] = [await sceller(k, { nom: 'MARTIN' }), await sceller(k, { nom: 'MARTIN' })];
    expect(a).not.toBe(b);
    expect(atob(a)).not.toContain('MARTIN');
  });
  it('refuse un texte altéré et une autre clé', async () => {
    const k = await cle();
    const octets = deBase64(await sceller(k, { n: 1 }));
    octets[octets.length - 1] = (octets.at(-1) ?? 0) ^ 1;
    await expect(ouvrir(k, enBase64(octets))).rejects.toThrow();
    await expect(ouvrir(await cle(), await sceller(k, 1))).rejects.toThrow();
  });
  it('base64 garde tous les octets, au-delà d’une tranche aussi', () => {
    const octets = new Uint8Array(70_000).map((_, i) => i % 256);
    expect(deBase64(enBase64(octets))).toEqual(octets);
  });
});

const sansMot = ({ parMotDePasse: _, ...reste }: Trousseau): Trousseau => reste;

describe('trousseau', () => {
  it('s’ouvre par la part du serveur et par le mot de passe, à la même clé', async () => {
    const p = part();
    const { trousseau, cle: k } = await creerTrousseau(p, 'secret', undefined, PEU);
    const scelle = await sceller(k, 'texte');
    const [a, b] = [await ouvrirParServeur(trousseau, p), await ouvrirParMotDePasse(trousseau, 'secret')];
    if (!a || !b) throw new Error('deux clés attendues');
    expect(await ouvrir(a, scelle)).toBe('texte');
    expect(await ouvrir(b, scelle)).toBe('texte');
  });
  it('ne s’ouvre ni par une autre part, ni par un autre mot de passe', async () => {
    const { trousseau } = await creerTrousseau(part(), 'secret', undefined, PEU);
    expect(await ouvrirParServeur(trousseau, part())).toBeUndefined();
    expect(await ouvrirParMotDePasse(trousseau, 'Secret')).toBeUndefined();
  });
  it('[CO-6] un mot de passe changé ne perd rien : la part rouvre, le nouveau mot de passe est enveloppé', async () => {
    const p = part();
    const { trousseau, cle: k } = await creerTrousseau(p, 'ancien', undefined, PEU);
    const scelle = await sceller(k, 'en attente');
    const repris = await renouveler(trousseau, p, 'nouveau', undefined, PEU);
    const rouverte = repris && (await ouvrirParMotDePasse(repris.trousseau, 'nouveau'));
    if (!repris || !rouverte) throw new Error('reprise attendue');
    expect(await ouvrir(rouverte, scelle)).toBe('en attente');
    expect(await ouvrirParMotDePasse(repris.trousseau, 'ancien')).toBeUndefined();
  });
  it('[CO-6] une part renouvelée ne perd rien : le mot de passe rouvre, la nouvelle part est enveloppée', async () => {
    const { trousseau, cle: k } = await creerTrousseau(part(), 'secret', undefined, PEU);
    const scelle = await sceller(k, 'en attente');
    const nouvelle = part();
    const repris = await renouveler(trousseau, nouvelle, 'secret', undefined, PEU);
    const rouverte = repris && (await ouvrirParServeur(repris.trousseau, nouvelle));
    if (!rouverte) throw new Error('reprise attendue');
    expect(await ouvrir(rouverte, scelle)).toBe('en attente');
  });
  it('once the half that a file held alone has gone, what is left opens by no password; the share still opens it', async () => {
    const [p, moitie] = [part(), aleatoire(32)];
    const { trousseau, cle: k } = await creerTrousseau(p, 'secret', moitie, PEU);
    const scelle = await sceller(k, 'en attente');
    const ouverte = await ouvrirParMotDePasse(trousseau, 'secret', moitie);
    if (!ouverte) throw new Error('les deux moitiés ouvrent');
    expect(await ouvrir(ouverte, scelle)).toBe('en attente');
    for (const autre of [undefined, aleatoire(32)])
      expect(await ouvrirParMotDePasse(trousseau, 'secret', autre)).toBeUndefined();
    // [CO-6] A file that is lost by itself loses nothing of what waits.
    const repris = await renouveler(trousseau, p, 'secret', aleatoire(32), PEU);
    expect(repris && (await ouvrir(repris.cle, scelle))).toBe('en attente');
  });
  it('what a former version wrapped with the password alone is wrapped with the half at the next sign-in', async () => {
    const [p, moitie] = [part(), aleatoire(32)];
    const { trousseau } = await creerTrousseau(p, 'secret', undefined, PEU);
    const repris = await renouveler(trousseau, p, 'secret', moitie, PEU);
    if (!repris) throw new Error('reprise attendue');
    expect(await ouvrirParMotDePasse(repris.trousseau, 'secret')).toBeUndefined();
    expect(await ouvrirParMotDePasse(repris.trousseau, 'secret', moitie)).toBeDefined();
    expect((await renouveler(repris.trousseau, p, 'secret', moitie, PEU))?.trousseau).toEqual(repris.trousseau);
  });
  it('a ring of two halves is never wrapped with the password alone: where the half cannot be had, its envelope stays as it was', async () => {
    const [p, moitie] = [part(), aleatoire(32)];
    const { trousseau } = await creerTrousseau(p, 'secret', moitie, PEU);
    const sans = await renouveler({ ...trousseau, deCePoste: true }, p, 'secret', undefined, PEU);
    expect(sans?.trousseau).toEqual({ ...trousseau, deCePoste: true });
    // A file that could not be read for a moment: all is as before. The password of before goes at the first sign-in that has the half.
    const avec = sans && (await renouveler(sans.trousseau, p, 'nouveau', moitie, PEU));
    if (!avec) throw new Error('reprise attendue');
    expect(await ouvrirParMotDePasse(avec.trousseau, 'secret', moitie)).toBeUndefined();
    expect(await ouvrirParMotDePasse(avec.trousseau, 'nouveau', moitie)).toBeDefined();
  });
  it('a password that is changed without the half opens by neither, until a sign-in has one; never alone, however often it is tried', async () => {
    const [p, moitie] = [part(), aleatoire(32)];
    const { trousseau, cle: k } = await creerTrousseau(p, 'ancien', moitie, PEU);
    const scelle = await sceller(k, 'en attente');
    const change = await renouveler(trousseau, p, 'nouveau', undefined, PEU, true);
    const encore = change && (await renouveler(change.trousseau, p, 'nouveau', undefined, PEU));
    for (const r of [change, encore]) expect(r?.trousseau).toEqual({ ...sansMot(trousseau), attendMoitie: true });
    expect(encore && (await ouvrir(encore.cle, scelle))).toBe('en attente');
    const enfin = encore && (await renouveler(encore.trousseau, p, 'nouveau', moitie, PEU));
    expect(enfin?.trousseau).toEqual({ ...trousseau, parMotDePasse: expect.objectContaining({ aDeux: true }) });
    expect(enfin && (await ouvrirParMotDePasse(enfin.trousseau, 'nouveau', moitie))).toBeDefined();
  });
  it('ne s’ouvre plus quand les deux ont changé', async () => {
    const { trousseau } = await creerTrousseau(part(), 'a', undefined, PEU);
    expect(await renouveler(trousseau, part(), 'b', undefined, PEU)).toBeUndefined();
  });
});
