import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  publicDir: 'src/web/public',
  build: { assetsInlineLimit: 0 },
  worker: { format: 'es' },
  optimizeDeps: { include: ['socket.io-client', 'sonner', 'lucide-react', 'radix-ui', 'react-hook-form'] },
})
