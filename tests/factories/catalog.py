"""Goods for tests, named by what they are to the shop."""

from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.catalog.models import Brand, Category, Product, ProductType, Variant
from technomart.foundation import clock

_numbers = count(1)


def a_category(session: Session, slug: str = "smartfony", name: str = "Смартфоны") -> Category:
    """A leaf with a product type of its own; the same slug gives the same category."""
    found = session.scalar(select(Category).where(Category.slug == slug))
    if found is not None:
        return found
    kind = ProductType(code=slug, name=name)
    session.add(kind)
    session.flush()
    category = Category(slug=slug, path=slug, name=name, product_type_id=kind.id)
    session.add(category)
    session.flush()
    return category


def a_brand(session: Session, name: str = "Acme") -> Brand:
    found = session.scalar(select(Brand).where(Brand.name == name))
    if found is None:
        found = Brand(slug=name.lower(), name=name)
        session.add(found)
        session.flush()
    return found


def a_variant(session: Session, *, name: str = "Смартфон Acme One", category: Category | None = None) -> Variant:
    """One published variant of a product line of its own, without price or stock."""
    number = next(_numbers)
    category = category or a_category(session)
    product = Product(
        slug=f"product-{number}",
        brand_id=a_brand(session).id,
        category_id=category.id,
        product_type_id=category.product_type_id,
        name=name,
        warranty_months=12,
        created_at=clock.now(),
    )
    session.add(product)
    session.flush()
    variant = Variant(
        product_id=product.id,
        sku=f"{1_000_000 + number}",
        slug=f"variant-{number}",
        name=f"{name} {number}",
        created_at=clock.now(),
    )
    session.add(variant)
    session.flush()
    return variant
