import { expect, it } from 'vitest';
import { adresseNouvelleVisite, demandeNouvelle, sansNouvelle } from './aujourdhui';

const parametres = (adresse: string) => new URLSearchParams(adresse.split('?')[1]);

it('the address of a new visit asks for its form', () => {
  expect(demandeNouvelle(parametres(adresseNouvelleVisite))).toBe(true);
  expect(demandeNouvelle(parametres('/aujourdhui/?id=v1'))).toBe(false);
});
it('once the form is open it is asked for no more, and the rest of the address stays', () => {
  expect(sansNouvelle('/aujourdhui/', parametres(adresseNouvelleVisite))).toBe('/aujourdhui/');
  expect(sansNouvelle('/aujourdhui/', parametres('/aujourdhui/?id=v1&nouvelle=visite&antenne=EST'))).toBe(
    '/aujourdhui/?id=v1&antenne=EST',
  );
});
