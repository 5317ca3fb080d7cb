import type { MetadataRoute } from 'next';

export const dynamic = 'force-static';

/** What a browser needs to install the extranet as an application of the PC; nobody's data. */
const manifest = (): MetadataRoute.Manifest => ({
  id: '/',
  name: 'Paris domicile : télégestion',
  short_name: 'Paris domicile',
  description: 'Les heures d’aide à domicile, en direct.',
  lang: 'fr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#ffffff',
  theme_color: '#124a80',
  icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  shortcuts: [
    { name: 'Interventions à traiter', url: '/interventions/' },
    { name: 'Fiches papier', url: '/fiches/' },
  ],
});

export default manifest;
