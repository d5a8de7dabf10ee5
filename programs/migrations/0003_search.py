from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0002_language_tools"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("number", models.PositiveBigIntegerField()),
                ("shown_from", models.BigIntegerField(default=0)),
                ("starts", models.BigIntegerField(null=True)),
                ("over", models.BigIntegerField(null=True)),
                ("words", models.JSONField(default=dict)),
                ("version", models.CharField(max_length=12)),
                ("fingerprint", models.CharField(max_length=32)),
            ],
            options={
                "verbose_name": "search entries",
                "verbose_name_plural": "search entries",
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["shown_from", "id", "kind", "number", "starts", "over"], name="search_entry_facts"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "number"), name="search_entry_stands_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10)),
                ("word", models.CharField(max_length=40)),
                ("beginning", models.CharField(max_length=3)),
                ("in_title", models.TextField()),
                ("in_summary", models.TextField()),
                ("in_text", models.TextField()),
            ],
            options={
                "verbose_name": "search words",
                "verbose_name_plural": "search words",
                "default_permissions": (),
                "indexes": [models.Index(fields=["beginning", "language"], name="search_word_by_beginning")],
                "constraints": [models.UniqueConstraint(fields=("word", "language"), name="search_word_stands_once")],
            },
        ),
    ]
