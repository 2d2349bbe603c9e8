import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  layout('shop/shop-layout.tsx', [
    index('home/home-page.tsx'),
    route('category/:category', 'catalogue/category-page.tsx'),
    route('search', 'catalogue/search-page.tsx'),
    route('product/:id', 'product/product-page.tsx'),
    route('cart', 'cart/cart-page.tsx'),
    route('checkout', 'checkout/checkout-page.tsx'),
    route('orders', 'orders/orders-page.tsx'),
    route('orders/:id', 'tracking/tracking-page.tsx'),
    route('login', 'account/login-page.tsx'),
    route('register', 'account/register-page.tsx'),
    route('account', 'account/account-page.tsx'),
    route('notifications', 'account/notifications-page.tsx'),
    route('setup', 'account/setup-page.tsx'),
    route('dev/ui', 'ui/parts-page.tsx'),
    route('*', 'shop/not-found-page.tsx'),
  ]),
  route('demo', 'demo/demo-page.tsx'),
  route('kitchen', 'kitchen/kitchen-page.tsx'),
  route('admin/order-counts', 'admin/order-counts.ts'),
  route('admin', 'admin/admin-layout.tsx', [
    index('admin/admin-start-page.tsx'),
    route('orders', 'admin/orders-page.tsx'),
    route('products', 'admin/products-page.tsx'),
    route('categories', 'admin/categories-page.tsx'),
    route('products/new', 'admin/product-editor-page.tsx', { id: 'admin/product-new' }),
    route('products/:id', 'admin/product-editor-page.tsx'),
    route('inbox', 'admin/inbox-page.tsx'),
  ]),
] satisfies RouteConfig
